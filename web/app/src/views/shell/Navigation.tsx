import { Link, useLocation } from 'wouter';
import { Compass, MessagesSquare, Settings, Shield, Shuffle, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { useChat } from '../session-context.ts';
import { classes } from '../ui/classes.ts';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';

/** Where one can go: a rail on wide screens, a bar at the foot of narrow ones. */
export function Navigation({ hiddenWhenNarrow }: { hiddenWhenNarrow: boolean }) {
  const t = useText();
  const chat = useChat();
  const me = useStore(chat.me);
  const unread = useStore(chat.conversations.entries, (entries) => entries.reduce((sum, entry) => sum + entry.unread, 0));
  const isStaff = me.role === 'moderator' || me.role === 'admin';
  return (
    <nav
      aria-label={t.common.navigation}
      className={classes(
        'flex shrink-0 justify-around border-line bg-surface max-md:border-t max-md:pb-[env(safe-area-inset-bottom)] md:w-24 md:flex-col md:justify-start md:gap-1 md:border-e md:px-1.5 md:py-3',
        hiddenWhenNarrow && 'max-md:hidden',
      )}
    >
      <Place to="/" alsoUnder="/c/" label={t.common.chats} icon={<MessagesSquare />} count={unread} />
      <Place to="/rooms" label={t.common.rooms} icon={<Compass />} />
      <Place to="/people" label={t.common.people} icon={<Users />} />
      <Place to="/random" label={t.common.random} icon={<Shuffle />} />
      {isStaff && <Place to="/moderation" alsoUnder="/moderation/" label={t.common.moderation} icon={<Shield />} />}
      <Place to="/settings" label={t.common.settings} icon={<Settings />} className="md:mt-auto" />
    </nav>
  );
}

function Place({ to, alsoUnder, label, icon, count = 0, className }: { to: string; alsoUnder?: string; label: string; icon: ReactNode; count?: number; className?: string }) {
  const [location] = useLocation();
  const t = useText();
  const isHere = location === to || (alsoUnder !== undefined && location.startsWith(alsoUnder));
  return (
    <Link
      href={to}
      aria-current={isHere ? 'page' : undefined}
      className={classes(
        'flex min-w-0 flex-1 flex-col items-center gap-0.5 rounded-xl px-1 py-2 text-[0.625rem] leading-tight max-md:tracking-tight md:flex-none md:text-[0.6875rem]',
        isHere ? 'font-semibold text-accent md:bg-selected' : 'text-muted hover:text-ink md:hover:bg-hover',
        className,
      )}
    >
      <span className="relative [&>svg]:size-5">
        {icon}
        {count > 0 && (
          <span className="absolute -end-3 -top-1.5 min-w-4 rounded-full bg-accent px-1 text-center text-[0.625rem] leading-4 font-semibold text-accent-ink">
            {count > 99 ? '99+' : count}
            <span className="sr-only">{t.common.unread}</span>
          </span>
        )}
      </span>
      <span className="max-w-full truncate">{label}</span>
    </Link>
  );
}
