import { useEffect, useRef, useState } from 'react';
import { Maximize2, Minimize2, PhoneOff } from 'lucide-react';
import type { ActiveCall } from '../../state/calls.ts';
import { clock } from '../media/clock.ts';
import { MediaControls } from '../media/MediaControls.tsx';
import { PictureInPicture } from '../media/PictureInPicture.tsx';
import { useChat } from '../session-context.ts';
import { IconButton } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { useFace } from '../people/use-face.ts';
import { CallTiles } from './CallTiles.tsx';
import { useRing } from './use-ring.ts';

/** The call one is in: large over the page, or a small window beside what else one does. */
export function CallWindow({ active }: { active: ActiveCall }) {
  const t = useText().calls.call;
  const { calls } = useChat();
  const { isLarge, call, phase } = active;
  const isRingingOut = call?.ringing === true;
  const video = useRef<HTMLVideoElement>(null);
  useRing(isRingingOut ? 'out' : null);
  const section = useRef<HTMLElement>(null);
  useEffect(() => (isLarge ? takeOver(section.current!) : undefined), [isLarge]);
  return (
    <section
      ref={section}
      tabIndex={-1}
      aria-label={t.window}
      onKeyDown={(event) => event.key === 'Escape' && isLarge && !event.defaultPrevented && calls.resize(false)}
      className={classes(
        'fixed z-30 flex flex-col overflow-hidden bg-stage text-white shadow-raised outline-none',
        isLarge ? 'inset-0' : 'end-3 bottom-20 h-44 w-72 max-w-[calc(100vw-1.5rem)] rounded-2xl',
      )}
    >
      <header className={classes('flex items-center gap-2', isLarge ? 'px-4 py-2' : 'absolute inset-x-0 top-0 z-10 bg-linear-to-b from-black/70 to-transparent px-2 py-1')}>
        <div className="min-w-0 flex-1">
          {isLarge && <Title conversation={active.conversation} />}
          <p role="status" className="truncate text-sm text-white/80">
            {said(active, t)}
          </p>
        </div>
        {active.kind === 'broadcast' && call && <span className="shrink-0 text-sm">{t.viewers(call.viewers ?? 0)}</span>}
        {active.since !== undefined && phase === 'in' && <Duration since={active.since} />}
        <IconButton label={isLarge ? t.shrink : t.enlarge} look="stage" size={isLarge ? 'normal' : 'small'} onClick={() => calls.resize(!isLarge)}>
          {isLarge ? <Minimize2 /> : <Maximize2 />}
        </IconButton>
      </header>
      <CallTiles active={active} videoRef={video} />
      <footer className={classes('flex flex-wrap items-center justify-center gap-2', isLarge ? 'p-4 pb-[max(1rem,env(safe-area-inset-bottom))]' : 'absolute end-0 bottom-0 z-10 p-2')}>
        {active.sends && <MediaControls media={calls.media} brief={!isLarge} />}
        {isLarge && active.guests.length > 0 && <PictureInPicture video={video} />}
        <IconButton label={endLabel(active, t)} look="danger" size={isLarge ? 'large' : 'normal'} className="rounded-full! bg-[#c62828]! text-white!" onClick={() => calls.hangUp()}>
          <PhoneOff />
        </IconButton>
      </footer>
    </section>
  );
}

/** What is covered takes neither keys nor the reader's attention. */
function takeOver(section: HTMLElement): () => void {
  const covered = [...section.parentElement!.children].slice(0, [...section.parentElement!.children].indexOf(section)) as HTMLElement[];
  for (const one of covered) one.inert = true;
  section.focus();
  return () => {
    for (const one of covered) one.inert = false;
    // One goes on with the page.
    if (section.contains(document.activeElement)) (document.activeElement as HTMLElement).blur();
  };
}

function Title({ conversation }: { conversation: number }) {
  const { conversations } = useChat();
  const entry = useStore(conversations.entries, (entries) => entries.find((one) => one.conversation.id === conversation));
  return entry ? <Named entry={entry} /> : null;
}

function Named({ entry }: { entry: { conversation: Parameters<typeof useFace>[0] } }) {
  return <h2 className="truncate font-semibold">{useFace(entry.conversation).name}</h2>;
}

function Duration({ since }: { since: number }) {
  const t = useText().calls.call;
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <span role="timer" aria-label={t.duration} className="shrink-0 text-sm tabular-nums">
      {clock(now - since)}
    </span>
  );
}

type Words = ReturnType<typeof useText>['calls']['call'];

/** How it stands, where there is something to say. */
function said({ phase, call, kind, guests, sends }: ActiveCall, t: Words): string {
  if (phase === 'joining') return t.settingUp;
  if (phase === 'rejoining') return t.rejoining;
  if (call?.ringing) return t.calling;
  if (kind === 'broadcast') return sends ? t.live : '';
  return guests.length === 0 ? t.alone : '';
}

function endLabel({ kind, sends, call }: ActiveCall, t: Words): string {
  if (kind === 'broadcast') return sends ? t.stopLive : t.stopWatching;
  return call?.ringing ? t.cancel : t.hangUp;
}
