import type { IceServer } from '@parlance/client';
import { troubleOf, type Devices } from '../../rtc/devices.ts';
import { loudest } from '../../rtc/listen.ts';
import { gather, loopBack } from '../../rtc/loop-back.ts';
import { failed, ok, rounded, skipped, warn, type Finding } from './finding.ts';

const listenMs = 3_000;
const gatherMs = 8_000;
const connectMs = 10_000;
/** Below this even a quiet room is louder. */
const silence = 0.002;

/** What a call needs on this device and on the way to others. */
export class MediaChecks {
  #servers: IceServer[] | undefined;

  constructor(
    private readonly devices: Devices,
    /** Null: nobody is signed in. */
    private readonly ice: () => Promise<IceServer[]> | null,
  ) {}

  async camera(): Promise<Finding> {
    try {
      const track = await this.devices.camera();
      const { width = 0, height = 0 } = track.getSettings();
      const { label } = track;
      track.stop();
      return ok((t) => t.camera.works(label, width, height));
    } catch (error) {
      const trouble = troubleOf(error);
      return warn((t) => t.camera.fails, (t) => t.camera.remedies[trouble]);
    }
  }

  async microphone(): Promise<Finding> {
    try {
      const track = await this.devices.microphone();
      const { label } = track;
      const peak = await loudest(track, listenMs).finally(() => track.stop());
      if (peak < silence) return warn((t) => t.microphone.silent(label), (t) => t.microphone.silentRemedy);
      return ok((t) => t.microphone.works(label, Math.min(100, Math.round(peak * 100))));
    } catch (error) {
      const trouble = troubleOf(error);
      return warn((t) => t.microphone.fails, (t) => t.microphone.remedies[trouble]);
    }
  }

  async candidates(): Promise<Finding> {
    if (!('RTCPeerConnection' in globalThis)) return failed((t) => t.candidates.noWebRtc, (t) => t.candidates.noWebRtcRemedy);
    const servers = await this.#iceServers();
    const found = await gather(servers, gatherMs);
    const says = [...found].map(([type, { count, ms }]) => ({ type, count, ms: rounded(ms) }));
    if (found.size === 0) return failed((t) => t.candidates.none, (t) => t.candidates.noneRemedy);
    const [stun, turn] = [has(servers, 'stun'), has(servers, 'turn')];
    if (turn && !found.has('relay')) return failed((t) => t.candidates.noRelay(says), (t) => t.candidates.noRelayRemedy);
    if (stun && !found.has('srflx') && !found.has('relay')) return warn((t) => t.candidates.noOutside(says), (t) => t.candidates.noOutsideRemedy);
    if (!this.#isSignedIn) return ok((t) => t.candidates.signedOut(says));
    if (!turn) return warn((t) => t.candidates.noTurn(says), (t) => t.candidates.noTurnRemedy);
    return ok((t) => t.candidates.found(says));
  }

  async relay(): Promise<Finding> {
    const servers = await this.#iceServers();
    if (!this.#isSignedIn) return skipped((t) => t.relay.signedOut);
    if (!has(servers, 'turn')) return skipped((t) => t.relay.none);
    const { route } = await loopBack(servers, 'relay', null, connectMs);
    return route ? ok((t) => t.relay.carries(rounded(route.setupMs))) : failed((t) => t.relay.fails, (t) => t.relay.failsRemedy);
  }

  async loopBack(): Promise<Finding> {
    const picture = new Picture();
    try {
      const { route, frames } = await loopBack(await this.#iceServers(), 'all', picture.track, connectMs);
      if (!route) return failed((t) => t.loopBack.fails, (t) => t.loopBack.failsRemedy);
      if (frames === 0) return failed((t) => t.loopBack.noPictures, (t) => t.loopBack.noPicturesRemedy);
      return ok((t) => t.loopBack.works(route.local, rounded(route.setupMs)));
    } finally {
      picture.stop();
    }
  }

  get #isSignedIn(): boolean {
    return this.#servers !== undefined;
  }

  /** Asked for once a run. */
  async #iceServers(): Promise<IceServer[]> {
    this.#servers ??= await this.ice()?.catch(() => undefined);
    return this.#servers ?? [];
  }
}

function has(servers: readonly IceServer[], scheme: 'stun' | 'turn'): boolean {
  return servers.some(({ urls }) => urls.some((url) => url.startsWith(scheme)));
}

/** A drawn picture that moves: the way is tested without anybody's camera. */
class Picture {
  readonly track: MediaStreamTrack;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor() {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [320, 240];
    const context = canvas.getContext('2d')!;
    let step = 0;
    const draw = () => {
      context.fillStyle = `hsl(${(step += 7) % 360} 60% 50%)`;
      context.fillRect(0, 0, canvas.width, canvas.height);
    };
    draw();
    this.track = canvas.captureStream(15).getVideoTracks()[0]!;
    this.#timer = setInterval(draw, 66);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.track.stop();
  }
}
