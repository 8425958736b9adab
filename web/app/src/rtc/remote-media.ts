import { Store } from '../state/store.ts';
import { Speech } from './speech.ts';

/** What somebody sends, as the stream that a video element shows. */
export class RemoteMedia {
  /** Null while nothing came. */
  readonly stream = new Store<MediaStream | null>(null);
  readonly speech = new Speech();

  /** A newer track takes the place of the one of its kind. */
  add(track: MediaStreamTrack): void {
    const others = this.stream.value?.getTracks().filter((one) => one.kind !== track.kind) ?? [];
    this.stream.set(new MediaStream([...others, track]));
  }

  clear(): void {
    this.stream.set(null);
  }
}
