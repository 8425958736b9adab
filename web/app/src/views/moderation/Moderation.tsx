import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { Moderation as Api } from '../../state/moderation.ts';
import { useChat } from '../session-context.ts';
import { EmptyState } from '../ui/Notes.tsx';
import { Page } from '../ui/Page.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { Audit } from './Audit.tsx';
import { Bans } from './Bans.tsx';
import { Figures } from './Figures.tsx';
import { Filters } from './Filters.tsx';
import { ModeratedPeople } from './ModeratedPeople.tsx';
import { ModeratedRooms } from './ModeratedRooms.tsx';
import { Refusals } from './Refusals.tsx';
import { Reports } from './Reports.tsx';
import { ModerationContext } from './moderation-context.ts';

const places = ['reports', 'people', 'bans', 'rooms', 'filters', 'audit', 'figures', 'refusals'] as const;
type Place = (typeof places)[number];

/** What the server's own figures and refusals say is for admins. */
const adminOnly: readonly Place[] = ['figures', 'refusals'];

const panels: Record<Place, () => React.JSX.Element> = { reports: Reports, people: ModeratedPeople, bans: Bans, rooms: ModeratedRooms, filters: Filters, audit: Audit, figures: Figures, refusals: Refusals };

/** For moderators and admins; each tab has an address of its own. */
export default function Moderation() {
  const t = useText();
  const chat = useChat();
  const me = useStore(chat.me);
  const api = useMemo(() => new Api(chat.client), [chat]);
  const [location, go] = useLocation();
  const isAdmin = me.role === 'admin';
  if (!isAdmin && me.role !== 'moderator') return <EmptyState title={t.moderation.notStaff} />;

  const shown = places.filter((place) => isAdmin || !adminOnly.includes(place));
  const here = shown.find((place) => location.startsWith(`/moderation/${place}`)) ?? 'reports';
  const Panel = panels[here];
  return (
    <Page title={t.common.moderation}>
      <ModerationContext value={api}>
        <Tabs<Place> label={t.common.moderation} value={here} onChange={(place) => go(`/moderation/${place}`)} tabs={shown.map((name) => ({ name, label: t.moderation.places[name] }))}>
          <div className="flex flex-1 flex-col gap-4 pt-5">
            <Panel />
          </div>
        </Tabs>
      </ModerationContext>
    </Page>
  );
}
