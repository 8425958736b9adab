/**
 * The native wire as types: docs/wire/native.md says what each means. Times are Unix milliseconds.
 * @module
 */

export interface User {
  id: number;
  key: string;
  /** Null for guests. */
  username: string | null;
  name: string;
  avatar_url: string | null;
  bio: string | null;
  role: 'guest' | 'member' | 'moderator' | 'admin';
  guest: boolean;
  created_at: number;
  /** There for oneself alone. */
  email?: string;
  avatar_urls?: { thumbnail: string; small: string; medium: string; large: string };
  details?: Record<string, string>;
}

export interface Conversation {
  id: number;
  key: string;
  kind: 'room' | 'direct' | 'group' | 'match';
  privacy: 'public' | 'private' | 'password';
  name: string;
  description: string | null;
  category: string | null;
  tags: string[];
  thumbnail_url: string | null;
  host: number | null;
  max_members: number;
  members: number;
  last_seq: number;
  created_at: number;
  position: number;
  deleted: boolean;
  /** Seconds between two messages of a member; absent: no slow mode. */
  slow_mode_s?: number;
}

export type Role = 'member' | 'moderator' | 'host';

export interface Member {
  user: number;
  name: string;
  avatar_url: string | null;
  role: Role;
  state: 'joined' | 'left' | 'removed' | 'banned';
  /** Everything up to this seq reached a device. */
  delivered: number;
  /** Everything up to this seq was read. */
  read: number;
  joined_at: number;
}

export interface Attachment {
  url: string;
  name: string;
  content_type: string;
  /** Bytes. */
  size: number;
  /** Of a picture, in pixels, as its sender says; `height` is there when `width` is. */
  width?: number;
  height?: number;
}

export interface Reaction {
  emoji: string;
  users: number[];
}

export interface Message {
  conversation: number;
  /** 1, 2, 3 … in the conversation, without gaps. */
  seq: number;
  /** Place of the change in the server's log. */
  position: number;
  id: number;
  sender: number;
  name: string;
  avatar_url?: string;
  /** Absent: `text`. */
  kind?: string;
  content: string;
  attachments?: Attachment[];
  reply_to?: number;
  mentions?: number[];
  client_id?: string;
  sent_at: number;
  edited_at?: number;
  reactions?: Reaction[];
  deleted?: boolean;
}

export interface Entry {
  conversation: Conversation;
  self: Member;
  unread: number;
  unread_mentions: number;
  newest: Message | null;
}

export interface Hit {
  conversation: number;
  message: Message;
  snippet: string;
  /** Pairs of start and length in the snippet, in UTF-16 code units. */
  highlights: [number, number][];
}

export interface Presence {
  user: number;
  online: boolean;
  last_seen: number | null;
}

export type CallKind = 'mesh' | 'broadcast';
export type CallMedia = 'video' | 'audio' | 'screen' | 'none';

export interface Participant {
  participant: string;
  user: number;
  name: string;
  media: CallMedia;
}

export interface CallState {
  conversation: number;
  call: string;
  kind: CallKind;
  by: number;
  started_at: number;
  /** Of two states of one call the one with the higher revision is the newer. */
  revision: number;
  ringing: boolean;
  /** Of a broadcast: the one who sends. */
  participants: Participant[];
  /** Of a broadcast: how many watch. */
  viewers?: number;
}

export interface IceServer {
  urls: string[];
  username?: string;
  credential?: string;
}

export interface MatchWishes {
  mode?: 'video' | 'text';
  languages?: string[];
  country?: string;
  countries?: string[];
  interests?: string[];
  age?: number;
  min_age?: number;
  max_age?: number;
  device?: string;
  /** Looks for the next by itself when the partner ends a match. */
  auto?: boolean;
}

export interface MatchPartner {
  key: string;
  /** Null for somebody without an account. */
  user: number | null;
  username: string | null;
  name: string;
  avatar_url: string | null;
}

export interface MatchWhy {
  waited_ms: number;
  typical_ms: number | null;
  waiting: number;
  looked_at: number;
  excluded: Record<string, number>;
  by_my_wishes: Record<string, number>;
  by_their_wishes: number;
  gives_up: { wish: string; in_ms: number }[];
}

export interface RoomFields {
  name: string;
  key?: string;
  privacy?: Conversation['privacy'];
  password?: string;
  description?: string;
  category?: string;
  tags?: string[];
  thumbnail_url?: string;
  max_members?: number;
}

export interface Access {
  conversation: Conversation;
  /** Null when one is not a member. */
  self: Member | null;
}

export interface SendReply {
  message: number;
  seq: number;
  sent_at: number;
  /** An earlier attempt under the same client id stored it. */
  repeat?: boolean;
}

export type ReportReason = 'inappropriate' | 'harassment' | 'spam' | 'underage' | 'other';

/** Number or key of a conversation. */
export type ConversationRef = number | string;

type In = { conversation: ConversationRef };
type Empty = Record<string, never>;

/** Every command but `hello`, `refresh` and `send`, which the client gives itself: what goes in, what comes back. */
export interface Commands {
  create_room: [RoomFields, Access];
  create_group: [{ name: string; members: number[] }, Access];
  open_direct: [{ user: number }, Access];
  join: [In & { password?: string; create?: boolean }, Access];
  leave: [In, Empty];
  update_conversation: [In & Partial<Omit<RoomFields, 'key'>> & { host?: number; slow_mode_s?: number }, { conversation: Conversation }];
  delete_conversation: [In, Empty];
  add_member: [In & { user: number }, { member: Member }];
  remove_member: [In & { user: number; ban?: boolean }, Empty];
  set_role: [In & { user: number; role: Role }, { member: Member }];
  conversation: [In, Access];
  conversations: [{ before?: number; limit?: number }, { conversations: Entry[]; position: number; next: number | null }];
  rooms: [{ query?: string; category?: string; before?: number; limit?: number }, { rooms: Conversation[]; next: number | null }];
  members: [In & { after?: number; limit?: number }, { members: Member[]; next: number | null }];
  history: [In & { before_seq?: number; after_seq?: number; limit?: number }, { messages: Message[]; position: number }];
  edit: [{ message: number; content: string; mentions?: number[] }, { message: number; position: number }];
  delete: [{ message: number }, { message: number; position: number }];
  react: [{ message: number; emoji: string; remove?: boolean }, { message: number; position: number }];
  clear: [In, { removed: number }];
  search: [
    { q: string; sort?: 'relevance' | 'newest'; conversation?: ConversationRef; from?: number; limit?: number; cursor?: string },
    { hits: Hit[]; next: string | null; position: number },
  ];
  receipt: [In & { delivered?: number; read?: number }, { member: Member }];
  typing: [In & { on: boolean }, Empty];
  /** At most 200 ids; whoever is not to be found is left out. */
  users: [{ users: number[] }, { users: User[] }];
  watch: [{ users: number[] }, { presence: Presence[] }];
  unwatch: [{ users: number[] }, Empty];
  ping: [Empty, Empty];
  ice: [Empty, { ice_servers: IceServer[]; expires_at: number }];
  call_start: [In & { kind?: CallKind; media?: CallMedia }, { call: CallState; participant: string }];
  call_join: [In & { call?: string; kind?: CallKind; media?: CallMedia }, { call: CallState; participant: string }];
  call_leave: [In & { call?: string }, Empty];
  call_decline: [In, Empty];
  call: [In, { calls: CallState[] }];
  signal: [In & { payload: unknown; to?: number; participant?: string }, Empty];
  call_report: [
    {
      call?: string;
      match?: string;
      stage?: 'answered' | 'signalled' | 'connected';
      local_candidate?: string;
      remote_candidate?: string;
      setup_ms?: number;
      ended?: 'hung_up' | 'cancelled' | 'failed' | 'lost';
    },
    Empty,
  ];
  match_join: [MatchWishes, Empty];
  match_leave: [Empty, Empty];
  match_next: [Empty, Empty];
  match_text: [{ text: string }, Empty];
  match_signal: [{ payload: unknown }, Empty];
  match_why: [Empty, MatchWhy];
  report: [{ reason: ReportReason; user?: number; message?: number; match?: string; description?: string }, { report: number; state: string }];
  block: [{ user: number }, Empty];
  unblock: [{ user: number }, Empty];
  blocks: [Empty, { users: User[] }];
}

/** What happened in a conversation and is kept: each comes once, in order of its position. */
export interface StoredEvents {
  message: Message;
  edited: {
    conversation: number;
    seq: number;
    position: number;
    id: number;
    by?: number;
    content: string;
    edited_at: number | null;
    mentions: number[];
    reactions: Reaction[];
  };
  deleted: { conversation: number; seq: number; position: number; id: number; by?: number };
  reacted: { conversation: number; seq: number; position: number; id: number; by?: number; emoji?: string; added?: boolean; reactions: Reaction[] };
  receipt: { conversation: number; position: number; user: number; delivered: number; read: number };
  member: { conversation: number; position: number; by?: number; member: Member };
  conversation: { conversation: number; position: number; value: Conversation };
}

export interface CallEvent extends CallState {
  joined?: Participant;
  left?: Participant;
  ended?: 'left' | 'declined' | 'unanswered' | 'cancelled' | 'lost' | 'removed';
}

/** What is of the moment: a slow reader may miss some. */
export interface PassingEvents {
  /** `on: false` also comes by itself when nothing was heard of the writer for a while. */
  typing: { conversation: number; user: number; name: string; on: boolean };
  presence: Presence;
  profile: { user: User };
  call: CallEvent;
  signal: { conversation: number; from: number; call?: string; participant?: string; payload: unknown };
  match_waiting: object;
  matched: { match: string; mode: 'video' | 'text'; initiator: boolean; partner: MatchPartner; ice_servers: IceServer[] };
  match_text: { match: string; text: string };
  match_signal: { match: string; payload: unknown };
  match_ended: { match: string; reason: 'next' | 'left' | 'banned' | 'blocked' | 'stopped'; own: boolean };
}

/** What stands in answers that bring tokens. */
export interface Tokens {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  expires_at: number;
}

export interface SignedIn extends Tokens {
  user: User;
  guest_key?: string;
}

export interface HelloReply {
  user: User;
  position: number;
  resume: 'none' | 'replay' | 'snapshot';
  expires_at: number;
  max_frame_bytes: number;
  /** These three for guests alone. */
  guest_key?: string;
  access_token?: string;
  refresh_token?: string;
}
