import type { PeerLink, PeerState } from '@parlance/client';
import { Devices } from '../src/rtc/devices.ts';
import { OwnMedia } from '../src/rtc/own-media.ts';

export class FakeTrack {
  enabled = true;
  readyState = 'live';
  onended: (() => void) | null = null;

  constructor(
    readonly kind: string,
    readonly id: string,
  ) {}

  stop() {
    this.readyState = 'ended';
  }

  getSettings = () => ({ deviceId: this.id });
}

export class FakeStream {
  constructor(readonly tracks: FakeTrack[] = []) {}

  getTracks = () => this.tracks;
  getVideoTracks = () => this.tracks.filter(({ kind }) => kind === 'video');
}

/** A device with one camera, two microphones and a screen. `refuse` names the error that opening ends in. */
export class FakeDevices {
  readonly opened: FakeTrack[] = [];
  readonly asked: MediaStreamConstraints[] = [];
  refuse: Partial<Record<'video' | 'audio', string>> = {};
  /** Ids that are not plugged in any more. */
  gone = new Set<string>();

  addEventListener = () => undefined;

  enumerateDevices = async () =>
    [
      { kind: 'videoinput', deviceId: 'cam', label: 'Camera' },
      { kind: 'audioinput', deviceId: 'mic1', label: '' },
      { kind: 'audioinput', deviceId: 'mic2', label: 'Headset' },
    ] as MediaDeviceInfo[];

  getUserMedia = async (constraints: MediaStreamConstraints) => {
    this.asked.push(constraints);
    const kind = constraints.video ? 'video' : 'audio';
    const wanted = (constraints[kind] as MediaTrackConstraints).deviceId as { exact: string } | undefined;
    if (this.refuse[kind]) throw new DOMException('no', this.refuse[kind]);
    if (wanted && this.gone.has(wanted.exact)) throw new DOMException('no', 'OverconstrainedError');
    return this.#open(kind, wanted?.exact ?? (kind === 'video' ? 'cam' : 'mic1'));
  };

  getDisplayMedia = async () => this.#open('video', 'screen');

  #open(kind: string, id: string): MediaStream {
    const track = new FakeTrack(kind, id);
    this.opened.push(track);
    return new FakeStream([track]) as unknown as MediaStream;
  }
}

/** A connection of which one hears how loud it is. */
export class FakeVoice {
  state: PeerState = 'connecting';
  #level = 0;
  #follow: ((state: PeerState) => void) | undefined;

  on = ((_name: 'state', follow: (state: PeerState) => void) => {
    this.#follow = follow;
    return () => undefined;
  }) as PeerLink['on'];

  level = () => this.#level;

  says(level: number) {
    this.#level = level;
  }

  become(state: PeerState) {
    this.state = state;
    this.#follow?.(state);
  }
}

export function memory(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

export function fakeMedia() {
  const fake = new FakeDevices();
  const kept = memory();
  const devices = new Devices(fake as unknown as MediaDevices, kept);
  return { fake, kept, devices, media: new OwnMedia(devices, fake as unknown as MediaDevices) };
}
