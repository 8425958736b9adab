import { CallReporter, ParlanceError, PeerLink, type MatchPartner, type MatchWhy, type MatchWishes, type ParlanceClient, type PassingEvents, type PeerOptions, type PeerState, type PeerTrouble } from '@parlance/client';
import type { MediaTold, OwnMedia } from '../rtc/own-media.ts';
import { RemoteMedia } from '../rtc/remote-media.ts';
import { Store } from './store.ts';

export interface MatchLine {
  id: number;
  isMine: boolean;
  text: string;
  state: 'sent' | 'sending' | 'failed';
}

/** Why there is no match any more; `connection`: one's own connection to the server broke. */
export type MatchEnd = PassingEvents['match_ended']['reason'] | 'connection';

export interface Meeting {
  match: string;
  mode: 'video' | 'text';
  partner: MatchPartner;
  lines: MatchLine[];
  isTyping: boolean;
  /** Of the connection for video; undefined in a match of text. */
  link: PeerState | undefined;
  trouble: PeerTrouble | undefined;
  /** Undefined where the partner's program does not tell. */
  told: MediaTold | undefined;
  /** Set when it is over. */
  end: MatchEnd | undefined;
  before: Before | undefined;
}

/** Whom one was with before, when they ended it and the next was looked for at once. */
export interface Before {
  name: string;
  end: MatchEnd;
}

export type MatchState =
  | { phase: 'idle'; error?: unknown }
  | { phase: 'waiting'; since: number; why: MatchWhy | undefined; before: Before | undefined }
  | { phase: 'meeting'; meeting: Meeting };

type MatchClient = Pick<ParlanceClient, 'request' | 'on'>;

const whyEveryMs = 3_000;
/** Somebody who typed says so again after this long. */
const typingEveryMs = 2_500;
const typingEndsMs = 5_000;

/** Meeting strangers, one after another. */
export class Match {
  readonly state = new Store<MatchState>({ phase: 'idle' });
  readonly remote = new RemoteMedia();
  #wishes: MatchWishes = {};
  #matched: PassingEvents['matched'] | undefined;
  /** The connection ended while one waited. */
  #isCut = false;
  #link: PeerLink | undefined;
  #reporter: CallReporter | undefined;
  #endFeed: (() => void) | undefined;
  #asking: ReturnType<typeof setInterval> | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #typedAt = 0;
  #lineId = 0;

  constructor(
    private readonly client: MatchClient,
    readonly media: OwnMedia,
    private readonly createPeer?: PeerOptions['createPeer'],
  ) {
    client.on('match_waiting', () => this.#wait());
    client.on('matched', (matched) => this.#meet(matched));
    client.on('match_signal', ({ match, payload }) => match === this.#meeting?.match && this.#hear(payload));
    client.on('match_text', ({ match, text }) => match === this.#meeting?.match && this.#heard(text));
    client.on('match_ended', ({ match, reason }) => match === this.#meeting?.match && this.#over(reason));
    client.on('status', ({ state }) => this.#followStatus(state === 'online'));
  }

  /** Whether one looks for somebody or is with somebody. */
  get isBusy(): boolean {
    return this.state.value.phase !== 'idle';
  }

  async start(wishes: MatchWishes): Promise<void> {
    this.#wishes = wishes;
    this.#wait();
    if (wishes.mode !== 'text') await this.media.open({ video: true, audio: true });
    if (this.state.value.phase === 'waiting') await this.#look('match_join');
  }

  /** Ends the match, if there is one, and looks for the next. */
  async next(): Promise<void> {
    const meeting = this.#meeting;
    if (!meeting) return;
    const isOn = meeting.end === undefined;
    if (isOn) this.#reporter?.ended('hung_up');
    this.#wait();
    await this.#look(isOn ? 'match_next' : 'match_join');
  }

  stop(): void {
    if (!this.isBusy) return;
    if (this.#meeting && !this.#meeting.end) this.#reporter?.ended('hung_up');
    this.#idle();
    this.client.request('match_leave', {}).catch(() => undefined);
  }

  /** Whether the next is looked for when a partner ends a match; from the next search on. */
  set auto(auto: boolean) {
    this.#wishes = { ...this.#wishes, auto };
  }

  async say(text: string): Promise<void> {
    if (!this.#meeting || this.#meeting.end) return;
    const line = this.#line({ isMine: true, text, state: 'sending' });
    this.#typedAt = 0;
    const state = await this.client.request('match_text', { text }).then(
      () => 'sent' as const,
      () => 'failed' as const,
    );
    this.#patch({ lines: this.#meeting?.lines.map((one) => (one.id === line ? { ...one, state } : one)) ?? [] });
  }

  /** A key was pressed. */
  typed(): void {
    if (Date.now() - this.#typedAt < typingEveryMs || !this.#meeting || this.#meeting.end) return;
    this.#typedAt = Date.now();
    // Other programs than this know signals for calls only, and meet in matches of video only.
    if (this.#link) this.#tell(this.#typedAt);
    else this.client.request('match_signal', { payload: { type: 'typing' } }).catch(() => undefined);
  }

  /** Tries once more to connect with the partner. */
  reconnect(): void {
    const meeting = this.#meeting;
    if (!meeting || meeting.end || !this.#matched) return;
    this.#connect(this.#matched);
    this.#link!.offer();
  }

  get #meeting(): Meeting | undefined {
    const now = this.state.value;
    return now.phase === 'meeting' ? now.meeting : undefined;
  }

  #wait(): void {
    if (this.state.value.phase === 'waiting') return;
    const before = this.#before();
    this.#part();
    this.state.set({ phase: 'waiting', since: Date.now(), why: undefined, before });
    clearInterval(this.#asking);
    this.#asking = setInterval(() => void this.#askWhy(), whyEveryMs);
  }

  async #look(how: 'match_join' | 'match_next'): Promise<void> {
    try {
      await this.client.request(how, how === 'match_join' ? this.#wishes : {});
    } catch (error) {
      // A connection that broke is made again, and one looks again.
      if (this.state.value.phase === 'waiting' && !(error instanceof ParlanceError && error.code === 'connection_lost')) this.#idle(error);
    }
  }

  #before(): Before | undefined {
    const now = this.state.value;
    if (now.phase === 'waiting') return now.before;
    return now.phase === 'meeting' && now.meeting.end ? { name: now.meeting.partner.name, end: now.meeting.end } : undefined;
  }

  async #askWhy(): Promise<void> {
    const why = await this.client.request('match_why', {}).catch(() => undefined);
    const now = this.state.value;
    if (why && now.phase === 'waiting') this.state.set({ ...now, why });
  }

  #meet(matched: PassingEvents['matched']): void {
    if (!this.isBusy) return void this.client.request('match_leave', {}).catch(() => undefined);
    const before = this.#before();
    this.#part();
    clearInterval(this.#asking);
    const { match, mode, partner } = matched;
    this.#matched = matched;
    this.state.set({
      phase: 'meeting',
      meeting: { match, mode, partner, lines: [], isTyping: false, link: undefined, trouble: undefined, told: undefined, end: undefined, before },
    });
    this.#reporter = new CallReporter(this.client, { match });
    if (mode !== 'video') return;
    this.#connect(matched);
    if (matched.initiator) this.#link!.offer();
  }

  #connect({ ice_servers: iceServers, initiator }: PassingEvents['matched']): void {
    this.#disconnect();
    const link = new PeerLink({
      iceServers,
      send: (payload) => this.client.request('match_signal', { payload }).catch(() => undefined),
      polite: () => !initiator,
      channel: true,
      restartAfterMs: initiator ? 1_500 : 4_000,
      createPeer: this.createPeer,
    });
    this.#link = link;
    link.on('track', (track) => this.remote.add(track));
    this.remote.speech.follow(link);
    link.on('state', (state) => this.#patch({ link: state, trouble: link.trouble }));
    link.on('told', (told) => this.#hearTold(told as MediaTold & { typing?: number }));
    this.#reporter!.follow(link);
    this.#endFeed = this.media.feed({ setTrack: (kind, track) => link.setTrack(kind, track), tell: () => this.#tell() });
    this.#patch({ link: 'connecting', trouble: undefined, told: undefined });
  }

  /** @param typing Something that is another at each telling. */
  #tell(typing?: number): void {
    this.#link?.tell({ ...this.media.told, ...(typing ? { typing } : {}) });
  }

  #hear(payload: unknown): void {
    if ((payload as { type?: string } | null)?.type === 'typing') return this.#hearTyping();
    const isNew = (payload as { type?: string } | null)?.type === 'offer' && this.#link?.state === 'failed';
    if (isNew) this.#connect(this.#matched!);
    this.#link?.hear(payload);
  }

  #hearTold({ typing, ...told }: MediaTold & { typing?: number }): void {
    this.#patch({ told });
    if (typing) this.#hearTyping();
  }

  #hearTyping(): void {
    clearTimeout(this.#typing);
    this.#patch({ isTyping: true });
    this.#typing = setTimeout(() => this.#patch({ isTyping: false }), typingEndsMs);
  }

  #heard(text: string): void {
    clearTimeout(this.#typing);
    this.#patch({ isTyping: false });
    this.#line({ isMine: false, text, state: 'sent' });
  }

  #line(line: Omit<MatchLine, 'id'>): number {
    const id = ++this.#lineId;
    this.#patch({ lines: [...this.#meeting!.lines, { id, ...line }] });
    return id;
  }

  #patch(part: Partial<Meeting>): void {
    const meeting = this.#meeting;
    if (meeting) this.state.set({ phase: 'meeting', meeting: { ...meeting, ...part } });
  }

  #over(reason: MatchEnd): void {
    this.#disconnect();
    clearTimeout(this.#typing);
    this.#patch({ end: reason, isTyping: false, told: undefined, link: undefined });
  }

  /** A match and the waiting end with the connection. */
  #followStatus(isOnline: boolean): void {
    const isWaiting = this.state.value.phase === 'waiting';
    if (!isOnline && this.#meeting && !this.#meeting.end) this.#over('connection');
    if (isOnline && isWaiting && this.#isCut) void this.#look('match_join');
    this.#isCut = !isOnline && isWaiting;
  }

  #disconnect(): void {
    this.#endFeed?.();
    this.#endFeed = undefined;
    this.#link?.close();
    this.#link = undefined;
    this.remote.clear();
  }

  #part(): void {
    this.#disconnect();
    clearTimeout(this.#typing);
    this.#typedAt = 0;
  }

  #idle(error?: unknown): void {
    this.#part();
    clearInterval(this.#asking);
    this.media.close();
    this.state.set(error === undefined ? { phase: 'idle' } : { phase: 'idle', error });
  }
}
