import type { OwnMedia } from '../../rtc/own-media.ts';
import { useChat } from '../session-context.ts';
import { useStore } from '../use-store.ts';
import { Tile } from './Tile.tsx';
import { useStreamOf } from './use-tracks.ts';

/** What the others see of oneself. */
export function OwnTile({ media, small, className }: { media: OwnMedia; small?: boolean; className?: string }) {
  const me = useStore(useChat().me);
  const { video, audio, isMuted, isSharing } = useStore(media.state);
  const stream = useStreamOf(video);
  return <Tile isOwn name={me.name} id={me.id} url={me.avatar_url} stream={stream} hasPicture={video !== null} isMuted={isMuted || !audio} isScreen={isSharing} small={small} className={className} />;
}
