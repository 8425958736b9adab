import type { Conversation } from '@parlance/client';
import { ArrowLeft, Info, Search } from 'lucide-react';
import { Link } from 'wouter';
import { spoken } from '../../i18n/index.ts';
import { CallButtons } from '../calls/CallButtons.tsx';
import { useFace, type Face } from '../people/use-face.ts';
import { useChat } from '../session-context.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { IconButton } from '../ui/Button.tsx';
import { shortTime } from '../ui/When.tsx';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { useShown } from './model-context.ts';

export type Panel = 'details' | 'search' | null;

/** Who one talks with, and what can be done with all of it. */
export function Header({ conversation, panel, onPanel }: { conversation: Conversation; panel: Panel; onPanel(panel: Panel): void }) {
  const t = useText();
  const { canWrite } = useShown();
  const face = useFace(conversation);
  const toggle = (which: Panel) => onPanel(panel === which ? null : which);
  return (
    <header className="flex min-h-14 items-center gap-1 border-b border-line px-2 py-1.5">
      <Link href="/" aria-label={t.common.back} className="inline-flex size-11 shrink-0 items-center justify-center rounded-lg hover:bg-hover md:hidden">
        <ArrowLeft aria-hidden className="size-5 rtl:-scale-x-100" />
      </Link>
      <div className="relative flex min-w-0 flex-1 items-center gap-3 rounded-lg px-2 py-1 max-md:hover:bg-hover">
        <span className="flex max-[26rem]:hidden">
          <Avatar name={face.name} id={face.id} url={face.url} square={face.isRoom} online={face.online} />
        </span>
        <div className="min-w-0 flex-1">
          <h1 className="truncate leading-tight font-semibold">{face.name}</h1>
          <p className="truncate text-sm leading-tight text-muted">
            <About conversation={conversation} face={face} />
          </p>
        </div>
        {/* Where there is no room for another button, the name is one. */}
        <button type="button" aria-label={t.conversation.details} onClick={() => toggle('details')} className="absolute inset-0 rounded-lg md:hidden" />
      </div>
      {canWrite && <CallButtons conversation={conversation} />}
      <IconButton label={t.conversation.search} aria-pressed={panel === 'search'} onClick={() => toggle('search')}>
        <Search />
      </IconButton>
      <IconButton label={t.conversation.details} className="max-md:hidden" aria-pressed={panel === 'details'} onClick={() => toggle('details')}>
        <Info />
      </IconButton>
    </header>
  );
}

function About({ conversation, face }: { conversation: Conversation; face: Face }) {
  const t = useText();
  const { people } = useChat();
  const language = useStore(spoken, (value) => value.locale);
  const presence = useStore(people.presenceOf(face.other ?? 0));
  if (face.other === undefined) return [t.conversation.members(conversation.members), conversation.description].filter(Boolean).join(' · ');
  if (presence?.online) return t.conversation.online;
  return presence?.last_seen ? t.conversation.lastSeen(shortTime(presence.last_seen, language)) : t.conversation.offline;
}
