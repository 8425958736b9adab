import type { Conversation, ParlanceClient, User } from '@parlance/client';

/** What moderators read and do, as docs/moderation.md has it. */

export interface Party {
  user: number | null;
  key: string | null;
  device: string | null;
  address: string | null;
}

export interface EvidenceMessage {
  id: number;
  sender: number;
  name: string;
  kind: string;
  content: string;
  attachments: string[];
  sent_at: number;
}

export interface Report {
  id: number;
  state: 'open' | 'upheld' | 'dismissed';
  reason: string;
  description: string;
  reporter: Party;
  subject: Party;
  message: number | null;
  conversation: number | null;
  match: string | null;
  evidence: { message: EvidenceMessage | null; before: EvidenceMessage[]; match: { id: string; started_at: number; ended_at: number | null } | null } | null;
  created_at: number;
  decided_by: number | null;
  decided_at: number | null;
  note: string | null;
}

export interface Ban {
  id: number;
  kind: 'account' | 'device' | 'address';
  target: string;
  reason: string;
  /** Null for good. */
  expires_at: number | null;
  created_at: number;
  created_by: number | null;
  lifted_at: number | null;
  lifted_by: number | null;
}

export interface AuditEntry {
  id: number;
  at: number;
  /** Null for the operator at the command line. */
  actor: number | null;
  action: string;
  subject: number | null;
  target: string | null;
  reason: string | null;
  details: Record<string, string>;
}

export interface Filter {
  id: number;
  kind: 'word' | 'link';
  pattern: string;
  action: 'refuse' | 'mask' | 'flag';
}

export interface ModeratedUser {
  user: User;
  /** Null when not banned, -1 when for good. */
  banned_until: number | null;
  reports: Report[];
  bans: Ban[];
  audit: AuditEntry[];
}

export interface Figures {
  at: number;
  connections: number;
  stored: number;
  deliveries: number;
  waiting: number;
  matches: number;
  refusals: number;
  call_success: number | null;
}

export interface RefusalRecord {
  at: number;
  surface: string;
  dialect: string;
  where: string;
  code: string;
  message: string;
  remedy: string;
  origin: string | null;
}

export type BanTarget = { user: number } | { device: string } | { address: string };

type Page<Name extends string, Item> = Record<Name, Item[]> & { next: number | null };

/** Below `/api/v1/moderation`. Every method throws a ParlanceError for a refusal. */
export class Moderation {
  constructor(private readonly client: ParlanceClient) {}

  reports(state: Report['state'] | 'all', before?: number): Promise<Page<'reports', Report>> {
    return this.#get('/reports', { state: state === 'all' ? undefined : state, before });
  }

  decide(report: number, decision: { state: 'upheld' | 'dismissed'; note?: string; ban?: 'user' | 'device' | 'address'; ban_duration_s?: number }): Promise<{ report: Report }> {
    return this.#run('POST', `/reports/${report}/decision`, decision);
  }

  bans(before?: number): Promise<Page<'bans', Ban>> {
    return this.#get('/bans', { before });
  }

  ban(target: BanTarget, reason: string, durationS?: number): Promise<{ ban: Ban }> {
    return this.#run('POST', '/bans', { ...target, reason, ...(durationS ? { duration_s: durationS } : {}) });
  }

  lift(ban: number): Promise<{ ban: Ban }> {
    return this.#run('DELETE', `/bans/${ban}`);
  }

  user(id: number): Promise<ModeratedUser> {
    return this.#get(`/users/${id}`, {});
  }

  setRole(id: number, role: 'member' | 'moderator' | 'admin'): Promise<User> {
    return this.#run('PATCH', `/users/${id}`, { role });
  }

  deleteMessage(id: number, reason: string): Promise<unknown> {
    return this.#run('DELETE', `/messages/${id}?reason=${encodeURIComponent(reason)}`);
  }

  closeRoom(id: number, reason: string): Promise<{ conversation: Conversation }> {
    return this.#run('DELETE', `/rooms/${id}?reason=${encodeURIComponent(reason)}`);
  }

  audit(before?: number): Promise<Page<'entries', AuditEntry>> {
    return this.#get('/audit', { before });
  }

  filters(): Promise<{ filters: Filter[] }> {
    return this.#get('/filters', {});
  }

  addFilter(filter: Omit<Filter, 'id'>): Promise<{ filter: Filter }> {
    return this.#run('POST', '/filters', filter);
  }

  removeFilter(id: number): Promise<unknown> {
    return this.#run('DELETE', `/filters/${id}`);
  }

  figures(): Promise<{ period_ms: number; samples: Figures[] }> {
    return this.#get('/figures', {});
  }

  refusals(): Promise<{ refusals: RefusalRecord[] }> {
    return this.#get('/refusals', {});
  }

  #get<Answer>(path: string, query: Record<string, string | number | undefined>): Promise<Answer> {
    const given = Object.entries(query).filter(([, value]) => value !== undefined);
    const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
    return this.#run('GET', text ? `${path}?${text}` : path);
  }

  #run<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.client.rest<Answer>(method, `/moderation${path}`, body);
  }
}
