import { useCallback, useEffect, useState } from 'react';
import { useLocation, useRoute } from 'wouter';
import { numberIn } from '../../state/addresses.ts';
import type { ModeratedUser } from '../../state/moderation.ts';
import { PeopleFinder } from '../people/PeopleFinder.tsx';
import { PersonRow } from '../people/PersonRow.tsx';
import { useChat } from '../session-context.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { SelectField } from '../ui/Field.tsx';
import { NotFound } from '../ui/NotFound.tsx';
import { ErrorNote, Loading, sentenceOf } from '../ui/Notes.tsx';
import { toast } from '../ui/toasts.ts';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { AuditRow } from './Audit.tsx';
import { BanDialog } from './BanDialog.tsx';
import { BanRow } from './Bans.tsx';
import { ReportCard } from './ReportCard.tsx';
import { useModeration } from './moderation-context.ts';

/** Finds people, and shows what is known of one. */
export function ModeratedPeople() {
  const [, params] = useRoute('/moderation/people/:id');
  if (!params) return <Finder />;
  const id = numberIn(params.id);
  return id === undefined ? <NotFound /> : <Known key={id} id={id} />;
}

function Finder() {
  const [, go] = useLocation();
  return <PeopleFinder>{(user) => <PersonRow key={user.id} user={user} onOpen={() => go(`/moderation/people/${user.id}`)} />}</PeopleFinder>;
}

function Known({ id }: { id: number }) {
  const t = useText();
  const moderation = useModeration();
  const me = useStore(useChat().me);
  const [known, setKnown] = useState<ModeratedUser | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [isBanning, setBanning] = useState(false);
  const load = useCallback(() => void moderation.user(id).then(setKnown, setFailure), [moderation, id]);
  useEffect(load, [load]);

  if (failure !== null) return <ErrorNote error={failure} />;
  if (!known) return <Loading />;
  const { user } = known;
  const report = (error: unknown) => toast(sentenceOf(error), { kind: 'error' });
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-center gap-4">
        <Avatar name={user.name} id={user.id} url={user.avatar_url} size="large" />
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-xl font-semibold">{user.name}</h2>
          <p className="text-sm text-muted">
            #{user.id} · {user.username ? `@${user.username}` : t.people.guest}
            {known.banned_until !== null && <span className="text-danger"> · {t.moderation.banned}</span>}
          </p>
        </div>
        {me.role === 'admin' && !user.guest && user.id !== me.id && (
          <SelectField
            label={t.moderation.role}
            value={user.role}
            onChange={(e) => void moderation.setRole(id, e.target.value as 'member' | 'moderator' | 'admin').then((changed) => setKnown({ ...known, user: changed }), report)}
          >
            <option value="member">{t.rooms.roles.member}</option>
            <option value="moderator">{t.people.moderator}</option>
            <option value="admin">{t.people.admin}</option>
          </SelectField>
        )}
        <Button look="danger" onClick={() => setBanning(true)}>
          {t.moderation.ban}
        </Button>
      </div>
      {known.bans.length > 0 && (
        <Group title={t.moderation.places.bans}>
          {known.bans.map((ban) => (
            <BanRow key={ban.id} ban={ban} onLift={() => void moderation.lift(ban.id).then(load, report)} />
          ))}
        </Group>
      )}
      <Group title={t.moderation.places.reports} empty={known.reports.length === 0 ? t.moderation.noReports : undefined}>
        {known.reports.map((one) => (
          <ReportCard key={one.id} report={one} onChange={load} />
        ))}
      </Group>
      {known.audit.length > 0 && (
        <Group title={t.moderation.places.audit}>
          {known.audit.map((entry) => (
            <AuditRow key={entry.id} entry={entry} />
          ))}
        </Group>
      )}
      {isBanning && (
        <BanDialog
          user={user}
          onClose={() => setBanning(false)}
          onBanned={() => {
            setBanning(false);
            load();
          }}
        />
      )}
    </div>
  );
}

function Group({ title, empty, children }: { title: string; empty?: string | undefined; children: React.ReactNode }) {
  return (
    <section className="flex flex-col gap-3">
      <h3 className="font-semibold">{title}</h3>
      {empty ? <p className="text-muted">{empty}</p> : <ul className="flex flex-col gap-3">{children}</ul>}
    </section>
  );
}
