import { newClientId, type Attachment, type ParlanceClient } from '@parlance/client';
import { sidesOf } from './images.ts';
import { Store } from './store.ts';

export interface Upload {
  key: string;
  file: File;
  state: 'uploading' | 'done' | 'failed';
  /** From 0 to 1. */
  progress: number;
  attachment?: Attachment;
  error?: unknown;
}

/** The most files that one message takes. */
export const maxFiles = 10;

/** The files that go with the next message of a conversation. They are put on the server while one still writes. */
export class Uploads {
  readonly all = new Store<readonly Upload[]>([]);
  readonly #running = new Map<string, AbortController>();

  constructor(
    private readonly client: Pick<ParlanceClient, 'upload'>,
    private readonly measure: typeof sidesOf = sidesOf,
  ) {}

  /** How many of them there was no room for. */
  add(files: readonly File[]): number {
    const taken = files.slice(0, Math.max(0, maxFiles - this.all.value.length));
    for (const file of taken) {
      const key = newClientId();
      this.all.set([...this.all.value, { key, file, state: 'uploading', progress: 0 }]);
      void this.#run(key, file);
    }
    return files.length - taken.length;
  }

  retry(key: string): void {
    const upload = this.all.value.find((one) => one.key === key);
    if (upload?.state !== 'failed') return;
    this.#patch(key, { state: 'uploading', progress: 0, error: undefined });
    void this.#run(key, upload.file);
  }

  remove(key: string): void {
    this.all.set(this.all.value.filter((one) => one.key !== key));
    this.#running.get(key)?.abort();
  }

  /** What is on the server, in the order chosen; the list is empty after. */
  take(): Attachment[] {
    const done = this.all.value.flatMap(({ attachment }) => (attachment ? [attachment] : []));
    for (const controller of this.#running.values()) controller.abort();
    this.all.set([]);
    return done;
  }

  async #run(key: string, file: File): Promise<void> {
    const controller = new AbortController();
    this.#running.set(key, controller);
    try {
      const attachment = await this.client.upload(file, { onProgress: (progress) => this.#patch(key, { progress }), signal: controller.signal });
      this.#patch(key, { state: 'done', progress: 1, attachment: { ...attachment, ...(await this.measure(file)) } });
    } catch (error) {
      if (!controller.signal.aborted) this.#patch(key, { state: 'failed', error });
    } finally {
      this.#running.delete(key);
    }
  }

  #patch(key: string, part: Partial<Upload>): void {
    this.all.set(this.all.value.map((one) => (one.key === key ? { ...one, ...part } : one)));
  }
}
