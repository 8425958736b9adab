import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import {
  memoryCredentials,
  memoryOutbox,
  ParlanceClient,
  type ClientEvents,
  type ClientOptions,
  type Credentials,
  type CredentialStore,
  type OutboxStore,
  type SendReply,
} from '../../src/index.ts';
import type { Cable } from './cable.ts';
import { eventually } from './eventually.ts';
import { View } from './view.ts';

/** One event as a client gave it. */
export type Told = { [Name in keyof ClientEvents]: { name: Name; event: ClientEvents[Name] } }[keyof ClientEvents];

const everything: Record<keyof ClientEvents, true> = {
  message: true, edited: true, deleted: true, reacted: true, receipt: true, member: true, conversation: true,
  typing: true, presence: true, profile: true, call: true, signal: true,
  match_waiting: true, matched: true, match_text: true, match_signal: true, match_ended: true,
  status: true, user: true, snapshot: true, resumed: true, outbox: true, refusal: true,
};

/** Patience is short: everything is on this machine. */
const impatient: Partial<ClientOptions> = {
  connectTimeoutMs: 2_000,
  silentAfterMs: 1_000,
  answerTimeoutMs: 1_000,
  firstBackoffMs: 50,
  maxBackoffMs: 500,
  openSocket: (url) => new WebSocket(url),
};

/** Somebody with a client, on a cable of their own. Verbs act, `sees…` waits and checks. */
export class Person {
  #client: ParlanceClient | undefined;
  #seen = 0;
  #quietRoom: number | undefined;
  #view: { view: View; from: number } | undefined;
  /** The room the story plays in. */
  room = 0;
  /** Everything told, by every client this person had. */
  readonly journal: Told[] = [];
  readonly credentials: CredentialStore;
  options: Partial<ClientOptions> = {};

  constructor(
    readonly name: string,
    readonly cable: Cable,
    credentials: Credentials | CredentialStore,
    /** What survives a reload of the page. */
    readonly outbox: OutboxStore = memoryOutbox(),
  ) {
    this.credentials = 'load' in credentials ? credentials : memoryCredentials(credentials);
  }

  get client(): ParlanceClient {
    if (!this.#client) throw new Error(`${this.name} is away.`);
    return this.#client;
  }

  get id(): number {
    return this.client.user!.id;
  }

  /** Comes, for the first time or again, and goes on where the last client stopped. */
  async returns(): Promise<void> {
    const client = this.opens();
    await client.connect();
  }

  /** A client that is not connected yet. */
  opens(): ParlanceClient {
    const cursor = this.#client?.cursor;
    const client = new ParlanceClient({
      server: this.cable.address,
      credentials: this.credentials,
      outbox: this.outbox,
      ...impatient,
      ...(cursor === undefined ? {} : { cursor }),
      ...this.options,
    });
    this.#client = client;
    for (const name of Object.keys(everything) as (keyof ClientEvents)[]) client.on(name, (event) => this.journal.push({ name, event } as Told));
    return client;
  }

  leaves(): void {
    this.#client?.close();
  }

  says(content: string): Promise<SendReply> {
    return this.client.send(this.room, content).sent;
  }

  all<Name extends keyof ClientEvents>(name: Name): ClientEvents[Name][] {
    return this.journal.filter((told) => told.name === name).map((told) => told.event as ClientEvents[Name]);
  }

  messages(): ClientEvents['message'][] {
    return this.all('message').filter(({ conversation }) => conversation === this.room);
  }

  /** Checks that the next messages of the room are exactly these; `(deleted)` stands for one whose content is gone. */
  async sees(...texts: string[]): Promise<void> {
    await eventually(() => (this.#unseen().length < texts.length ? `${this.name} saw only ${this.#unseen().join(', ')}` : null));
    expect(this.#unseen().slice(0, texts.length)).toEqual(texts);
    this.#seen += texts.length;
  }

  /** Checks that the room brought nothing besides what `sees` checked, and that what came had no gap and no repeat. */
  async seesNothingMore(): Promise<void> {
    await this.isUpToDate();
    expect(this.#unseen()).toEqual([]);
    this.sawEverythingOnce();
  }

  /** Checks numbers and order of all that was told. */
  sawEverythingOnce(): void {
    const seqs = this.messages().map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, i) => seqs[0]! + i));

    // One position may stand for two kinds of event in a replay; a conversation one was added to is as old as it is.
    const stored = this.journal.filter(({ name }) => ['message', 'edited', 'deleted', 'reacted', 'receipt', 'member'].includes(name));
    const positions = stored.map(({ event }) => (event as { position: number }).position);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    const places = stored.map(({ name }, i) => `${name} ${positions[i]}`);
    expect(places.filter((place, i) => places.indexOf(place) !== i)).toEqual([]);
  }

  /** Waits until everything that was committed before this call was told: events come in the order of the log over all conversations. */
  async isUpToDate(): Promise<void> {
    this.#quietRoom ??= (await this.client.request('join', { conversation: `quiet-${randomUUID()}`, create: true })).conversation.id;
    const { message } = await this.client.send(this.#quietRoom, 'mark').sent;
    await eventually(() => ((this.client.cursor ?? 0) >= message ? null : `${this.name} is at ${this.client.cursor}, not yet at ${message}`));
  }

  /** Reads everything once; from here on this person's view is kept by events alone. */
  async takesAView(): Promise<void> {
    await this.isUpToDate();
    const from = this.journal.length;
    this.#view = { view: await View.take(this.client), from };
  }

  /** Checks that the view taken, with every event since, is what one reads now. */
  async knowsWhatIsTrue(): Promise<void> {
    const known = this.#view!;
    let now = '';
    // What happens by itself while all is read (receipts) is an event by the next time.
    await eventually(async () => {
      await this.isUpToDate();
      for (; known.from < this.journal.length; known.from++) await known.view.apply(this.client, this.journal[known.from]!);
      now = (await View.take(this.client)).toString();
      return known.view.toString() === now ? null : 'not the same';
    }, 5_000).catch(() => expect(known.view.toString()).toEqual(now));
  }

  /** Waits for an event. */
  async hears<Name extends keyof ClientEvents>(name: Name, which: (event: ClientEvents[Name]) => boolean = () => true): Promise<ClientEvents[Name]> {
    let heard: ClientEvents[Name] | undefined;
    await eventually(() => ((heard = this.all(name).find(which)) === undefined ? `${this.name} heard no such ${name}` : null));
    return heard!;
  }

  /** Waits for what the client says of its connection now. */
  async is(state: ClientEvents['status']['state']): Promise<void> {
    await eventually(() => (this.client.status.state === state ? null : `${this.name} is ${JSON.stringify(this.client.status)}, not ${state}`));
  }

  #unseen(): string[] {
    return this.messages().slice(this.#seen).map((message) => (message.deleted ? '(deleted)' : message.content));
  }
}
