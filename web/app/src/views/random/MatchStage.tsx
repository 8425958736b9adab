import { useRef } from 'react';
import type { Meeting } from '../../state/match.ts';
import { MediaControls } from '../media/MediaControls.tsx';
import { OwnTile } from '../media/OwnTile.tsx';
import { PictureInPicture } from '../media/PictureInPicture.tsx';
import { StageNote } from '../media/StageNote.tsx';
import { Tile } from '../media/Tile.tsx';
import { useChat } from '../session-context.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';

/** Both videos, and what one does with one's own. */
export function MatchStage({ meeting, name, className }: { meeting: Meeting; name: string; className?: string }) {
  const t = useText().calls.random;
  const { match } = useChat();
  const stream = useStore(match.remote.stream);
  const video = useRef<HTMLVideoElement>(null);
  const { partner, link, trouble, told, end } = meeting;
  const hasPicture = stream !== null && (link === 'connected' || link === 'reconnecting') && told?.video !== false;
  return (
    <div className={classes('relative isolate flex overflow-hidden bg-stage', className)}>
      <Tile
        name={name}
        id={partner.user ?? 0}
        url={partner.avatar_url}
        stream={stream}
        hasPicture={hasPicture}
        isMuted={told?.audio === false}
        isScreen={told?.screen}
        speech={match.remote.speech}
        videoRef={video}
        nameAbove
        className="flex-1 rounded-[inherit]! bg-transparent!"
        note={
          end ? (
            <div className="flex flex-wrap items-center justify-center gap-3 rounded-xl bg-black/60 px-4 py-3">
              <p>{t.ended[end](name)}</p>
              <Button look="primary" onClick={() => void match.next()}>
                {t.findNext}
              </Button>
            </div>
          ) : (
            link && <StageNote state={link} trouble={trouble} onRetry={() => match.reconnect()} />
          )
        }
      />
      <OwnTile media={match.media} small className="absolute! end-3 top-3 aspect-video w-28 bg-black/60! shadow-raised sm:w-40 md:top-auto md:bottom-20 lg:w-52" />
      <div className="absolute inset-x-0 bottom-0 flex flex-wrap items-center justify-center gap-2 p-3">
        <MediaControls media={match.media} />
        {hasPicture && <PictureInPicture video={video} />}
      </div>
    </div>
  );
}
