import { afterEach, describe, expect, it, vi } from 'vitest';
import { upload } from '../../src/upload.ts';

const attachment = { url: '/media/a.png', name: 'a b.png', content_type: 'image/png', size: 3 };
const file = new Blob(['abc'], { type: 'image/png' });

/** As much of the browser's as an upload needs. */
class FakeRequest {
  static last: FakeRequest;
  readonly upload: { onprogress?: (event: { lengthComputable: boolean; loaded: number; total: number }) => void } = {};
  readonly headers: Record<string, string> = {};
  opened: string[] = [];
  status = 0;
  responseText = '';
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;

  constructor() {
    FakeRequest.last = this;
  }

  open(...what: string[]): void {
    this.opened = what;
  }

  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }

  send(): void {
    this.upload.onprogress?.({ lengthComputable: true, loaded: 1, total: 4 });
  }

  abort(): void {
    this.onabort?.();
  }

  answer(status: number, body: unknown): void {
    this.status = status;
    this.responseText = JSON.stringify(body);
    this.onload?.();
  }
}

afterEach(() => void vi.unstubAllGlobals());

describe('an upload', () => {
  it('goes through fetch where there is nothing else', async () => {
    const fetch = vi.fn(async () => new Response(JSON.stringify(attachment), { status: 201 }));
    expect(await upload(fetch, 'https://chat.example', 'token', file, { name: 'a b.png' })).toEqual(attachment);
    expect(fetch).toHaveBeenCalledWith('https://chat.example/api/v1/files?name=a%20b.png', expect.objectContaining({ method: 'POST', body: file }));
  });

  it('tells in a browser how far it has come', async () => {
    vi.stubGlobal('XMLHttpRequest', FakeRequest);
    const progress: number[] = [];
    const uploaded = upload(fetch, 'https://chat.example', 'token', file, { name: 'a.png', onProgress: (fraction) => progress.push(fraction) });
    FakeRequest.last.answer(201, attachment);
    expect(await uploaded).toEqual(attachment);
    expect(progress).toEqual([0.25]);
    expect(FakeRequest.last.opened).toEqual(['POST', 'https://chat.example/api/v1/files?name=a.png']);
    expect(FakeRequest.last.headers).toMatchObject({ Authorization: 'Bearer token', 'Content-Type': 'image/png' });
  });

  it('says what was refused, what was lost and what was given up', async () => {
    vi.stubGlobal('XMLHttpRequest', FakeRequest);
    const begin = (signal?: AbortSignal) => upload(fetch, 'https://chat.example', 'token', file, signal ? { signal } : {});
    const refused = begin();
    FakeRequest.last.answer(413, { code: 'too_large', message: 'Too large.' });
    await expect(refused).rejects.toMatchObject({ code: 'too_large' });

    const lost = begin();
    FakeRequest.last.onerror?.();
    await expect(lost).rejects.toMatchObject({ code: 'connection_lost' });

    const controller = new AbortController();
    const givenUp = begin(controller.signal);
    controller.abort(new Error('enough'));
    await expect(givenUp).rejects.toThrow('enough');
    await expect(begin(controller.signal)).rejects.toThrow('enough');
  });
});
