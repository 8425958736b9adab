import { Store } from '../state/store.ts';

export interface Device {
  id: string;
  /** Empty before the browser was allowed to tell. */
  label: string;
}

export interface DeviceList {
  cameras: Device[];
  microphones: Device[];
  /** The ones chosen; undefined: the browser's own choice. */
  camera: string | undefined;
  microphone: string | undefined;
}

/** Why there is no picture or sound. `insecure`: browsers give them to pages of https addresses alone. */
export type DeviceTrouble = 'denied' | 'missing' | 'busy' | 'insecure' | 'unknown';

const key = 'parlance.devices';

type Media = Pick<MediaDevices, 'enumerateDevices' | 'getUserMedia' | 'addEventListener'>;
type Memory = Pick<Storage, 'getItem' | 'setItem'>;

/** The cameras and microphones of this device, and which of them were chosen. */
export class Devices {
  readonly list: Store<DeviceList>;

  constructor(
    private readonly media: Media | undefined = globalThis.navigator?.mediaDevices,
    private readonly memory: Memory | undefined = globalThis.localStorage,
  ) {
    this.list = new Store<DeviceList>({ cameras: [], microphones: [], ...this.#remembered() });
    media?.addEventListener('devicechange', () => void this.refresh());
  }

  async refresh(): Promise<void> {
    const all = (await this.media?.enumerateDevices().catch(() => [])) ?? [];
    const of = (kind: MediaDeviceKind) => all.filter((one) => one.kind === kind && one.deviceId !== '').map(({ deviceId, label }) => ({ id: deviceId, label }));
    this.list.patch({ cameras: of('videoinput'), microphones: of('audioinput') });
  }

  choose(what: 'camera' | 'microphone', id: string): void {
    this.list.patch({ [what]: id });
    const { camera, microphone } = this.list.value;
    try {
      this.memory?.setItem(key, JSON.stringify({ camera, microphone }));
    } catch {
      // The choice then lasts as long as the page.
    }
  }

  /** Opens the camera chosen; one that is not there any more makes way for another. */
  camera(): Promise<MediaStreamTrack> {
    return this.#open('video', this.list.value.camera, { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } });
  }

  microphone(): Promise<MediaStreamTrack> {
    return this.#open('audio', this.list.value.microphone, { echoCancellation: true, noiseSuppression: true, autoGainControl: true });
  }

  async #open(kind: 'video' | 'audio', id: string | undefined, wishes: MediaTrackConstraints): Promise<MediaStreamTrack> {
    if (!this.media) throw new DOMException('Only pages of https addresses get cameras and microphones.', 'SecurityError');
    const ask = (constraints: MediaTrackConstraints) => this.media!.getUserMedia({ [kind]: constraints });
    let stream: MediaStream;
    try {
      stream = await ask(id ? { ...wishes, deviceId: { exact: id } } : wishes);
    } catch (error) {
      if (!id || !['OverconstrainedError', 'NotFoundError', 'NotReadableError'].includes(nameOf(error))) throw error;
      stream = await ask(wishes);
    }
    // Names are told once there is permission.
    void this.refresh();
    return stream.getTracks()[0]!;
  }

  #remembered(): Pick<DeviceList, 'camera' | 'microphone'> {
    try {
      const { camera, microphone } = JSON.parse(this.memory?.getItem(key) ?? '{}') as Partial<DeviceList>;
      return { camera, microphone };
    } catch {
      return { camera: undefined, microphone: undefined };
    }
  }
}

export function troubleOf(error: unknown): DeviceTrouble {
  switch (nameOf(error)) {
    case 'NotAllowedError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    case 'SecurityError':
      return 'insecure';
    default:
      return 'unknown';
  }
}

function nameOf(error: unknown): string {
  return error instanceof Object && 'name' in error ? String(error.name) : '';
}
