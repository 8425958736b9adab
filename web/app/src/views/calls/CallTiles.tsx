import type { CSSProperties, RefObject } from 'react';
import type { ActiveCall, CallGuest } from '../../state/calls.ts';
import { OwnTile } from '../media/OwnTile.tsx';
import { StageNote } from '../media/StageNote.tsx';
import { Tile } from '../media/Tile.tsx';
import { useChat } from '../session-context.ts';
import { classes } from '../ui/classes.ts';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';

/** Everybody in the call. Of two, the other is large and one is small oneself; of more, all are the same. */
export function CallTiles({ active, videoRef }: { active: ActiveCall; videoRef: RefObject<HTMLVideoElement | null> }) {
  const { calls } = useChat();
  const { guests, sends, isLarge, kind } = active;
  // Those who watch are only counted.
  const shown = kind === 'broadcast' && sends ? [] : guests;
  const isPair = shown.length === 1 && kind === 'mesh';
  const count = shown.length + (sends && !isPair ? 1 : 0);
  const wide = isLarge ? Math.ceil(Math.sqrt(count)) : 1;
  const narrow = isLarge && count > 3 ? 2 : 1;
  // An odd one at the end takes the whole row.
  const last = classes(wide === 2 && 'sm:[&:last-child:nth-child(odd)]:col-span-2', narrow === 2 && 'max-sm:[&:last-child:nth-child(odd)]:col-span-2');
  return (
    <div className={classes('relative min-h-0 flex-1', isLarge && 'px-2')}>
      <ul
        className="grid size-full auto-rows-fr gap-2 max-sm:grid-cols-[repeat(var(--narrow),minmax(0,1fr))] sm:grid-cols-[repeat(var(--wide),minmax(0,1fr))]"
        style={{ '--wide': wide, '--narrow': narrow } as CSSProperties}
      >
        {shown.slice(0, isLarge ? undefined : 1).map((guest, index) => (
          <li key={guest.key} className={classes('flex min-h-0', last)}>
            <Guest guest={guest} isBroadcast={kind === 'broadcast'} small={!isLarge} {...(index === 0 ? { videoRef } : {})} />
          </li>
        ))}
        {sends && !isPair && (isLarge || shown.length === 0) && (
          <li className={classes('flex min-h-0', last)}>
            <OwnTile media={calls.media} small={!isLarge} className="flex-1" />
          </li>
        )}
      </ul>
      {isPair && isLarge && <OwnTile media={calls.media} small className="absolute! end-5 bottom-3 aspect-video w-28 bg-black/60! shadow-raised sm:w-48 lg:w-60" />}
    </div>
  );
}

function Guest({ guest, isBroadcast, small, videoRef }: { guest: CallGuest; isBroadcast: boolean; small: boolean; videoRef?: RefObject<HTMLVideoElement | null> }) {
  const t = useText().calls.call;
  const { people } = useChat();
  const { participant, state, trouble, told, isAway, media } = guest;
  const user = useStore(people.of(participant.user));
  const stream = useStore(media.stream);
  const hasPicture = stream !== null && (state === 'connected' || state === 'reconnecting') && (told ? told.video : participant.media !== 'audio');
  return (
    <Tile
      name={user?.name ?? participant.name}
      id={participant.user}
      url={user?.avatar_url}
      stream={stream}
      hasPicture={hasPicture}
      isMuted={told?.audio === false}
      isScreen={told?.screen ?? participant.media === 'screen'}
      whole={isBroadcast || told?.screen}
      speech={media.speech}
      small={small}
      videoRef={videoRef}
      className="flex-1"
      note={isAway ? <p className="rounded-full bg-black/55 px-3 py-1 text-sm">{t.away}</p> : <StageNote state={state} trouble={trouble} />}
    />
  );
}
