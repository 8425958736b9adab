import { Store } from '../state/store.ts';
import { troubleOf, type Devices, type DeviceTrouble } from './devices.ts';

export interface OwnMediaState {
  /** What one shows: the camera, or the screen instead; null: nothing. */
  video: MediaStreamTrack | null;
  audio: MediaStreamTrack | null;
  isMuted: boolean;
  isSharing: boolean;
  /** Being asked for. */
  isOpening: boolean;
  cameraTrouble: DeviceTrouble | undefined;
  microphoneTrouble: DeviceTrouble | undefined;
}

/** What the others are told of one's own media, so that they need not guess. */
export interface MediaTold {
  audio: boolean;
  video: boolean;
  screen: boolean;
}

const nothing: OwnMediaState = {
  video: null,
  audio: null,
  isMuted: false,
  isSharing: false,
  isOpening: false,
  cameraTrouble: undefined,
  microphoneTrouble: undefined,
};

/** What sends one's media to others. */
export interface MediaSink {
  setTrack(kind: 'audio' | 'video', track: MediaStreamTrack | null): void;
  tell?(told: MediaTold): void;
}

/** One's own camera, microphone and screen, for a preview and for whoever they are sent to. */
export class OwnMedia {
  readonly state = new Store<OwnMediaState>(nothing);
  readonly #sinks = new Set<MediaSink>();
  #camera: MediaStreamTrack | null = null;
  #screen: MediaStreamTrack | null = null;
  #audio: MediaStreamTrack | null = null;
  /** Grows with each closing: what was opened for an earlier time is closed at once. */
  #time = 0;

  constructor(
    readonly devices: Devices,
    private readonly display: Pick<MediaDevices, 'getDisplayMedia'> | undefined = globalThis.navigator?.mediaDevices,
  ) {}

  get canShare(): boolean {
    return this.display !== undefined && 'getDisplayMedia' in this.display;
  }

  get told(): MediaTold {
    const { video, audio, isMuted, isSharing } = this.state.value;
    return { audio: audio !== null && !isMuted, video: video !== null, screen: isSharing };
  }

  /** Opens what is wanted and not open. What cannot be opened is told as trouble, and the rest goes on without it. */
  async open(wants: { video: boolean; audio: boolean }): Promise<void> {
    this.state.patch({ isOpening: true });
    await Promise.all([wants.audio && !this.#audio ? this.#openMicrophone() : undefined, wants.video && !this.#camera ? this.#openCamera() : undefined]);
    this.state.patch({ isOpening: false });
  }

  close(): void {
    this.#time++;
    for (const track of [this.#camera, this.#screen, this.#audio]) track?.stop();
    this.#camera = this.#screen = this.#audio = null;
    this.state.set(nothing);
    this.#give('video');
    this.#give('audio');
  }

  /** Sends to this until the answer is called. */
  feed(sink: MediaSink): () => void {
    this.#sinks.add(sink);
    const { video, audio } = this.state.value;
    sink.setTrack('audio', audio);
    sink.setTrack('video', video);
    sink.tell?.(this.told);
    return () => void this.#sinks.delete(sink);
  }

  async setMuted(isMuted: boolean): Promise<void> {
    this.state.patch({ isMuted });
    if (!isMuted && !this.#audio) return this.#openMicrophone();
    if (this.#audio) this.#audio.enabled = !isMuted;
    this.#tell();
  }

  /** Off is off: the camera's light goes out. */
  async setCamera(isOn: boolean): Promise<void> {
    if (isOn) return this.#camera ? undefined : this.#openCamera();
    this.#camera?.stop();
    this.#camera = null;
    this.#show();
  }

  async useCamera(id: string): Promise<void> {
    this.devices.choose('camera', id);
    if (!this.#camera) return;
    // Many cameras cannot be opened twice, and phones open one at a time.
    this.#camera.stop();
    await this.#openCamera();
  }

  async useMicrophone(id: string): Promise<void> {
    this.devices.choose('microphone', id);
    if (!this.#audio) return;
    this.#audio.stop();
    await this.#openMicrophone();
  }

  /** Shows the screen in place of the camera. Nothing happens when one thinks better of it. */
  async share(): Promise<void> {
    const time = this.#time;
    const stream = await this.display?.getDisplayMedia({ video: true }).catch(() => undefined);
    const track = stream?.getVideoTracks()[0];
    if (!track) return;
    if (time !== this.#time) return track.stop();
    this.#screen = track;
    track.onended = () => this.stopSharing();
    this.#show();
  }

  stopSharing(): void {
    this.#screen?.stop();
    this.#screen = null;
    this.#show();
  }

  async #openCamera(): Promise<void> {
    const track = await this.#take(this.devices.camera(), 'cameraTrouble');
    if (track === undefined) return;
    this.#camera = track;
    if (track) track.onended = () => this.#camera === track && void this.setCamera(false);
    this.#show();
  }

  async #openMicrophone(): Promise<void> {
    const track = await this.#take(this.devices.microphone(), 'microphoneTrouble');
    if (track === undefined) return;
    this.#audio = track;
    if (track) track.enabled = !this.state.value.isMuted;
    this.state.patch({ audio: track });
    this.#give('audio');
  }

  /** Null: there is trouble; undefined: it was closed meanwhile. */
  async #take(opening: Promise<MediaStreamTrack>, trouble: 'cameraTrouble' | 'microphoneTrouble'): Promise<MediaStreamTrack | null | undefined> {
    const time = this.#time;
    try {
      const track = await opening;
      if (time !== this.#time) return void track.stop();
      this.state.patch({ [trouble]: undefined });
      return track;
    } catch (error) {
      if (time !== this.#time) return undefined;
      this.state.patch({ [trouble]: troubleOf(error) });
      return null;
    }
  }

  #show(): void {
    const video = this.#screen ?? this.#camera;
    this.state.patch({ video, isSharing: this.#screen !== null });
    this.#give('video');
  }

  #give(kind: 'audio' | 'video'): void {
    for (const sink of this.#sinks) sink.setTrack(kind, this.state.value[kind]);
    this.#tell();
  }

  #tell(): void {
    for (const sink of this.#sinks) sink.tell?.(this.told);
  }
}
