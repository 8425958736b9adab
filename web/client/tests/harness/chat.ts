import { onTestFinished } from 'vitest';
import { Accounts, credentialsOf, type ClientOptions, type CredentialStore, type OutboxStore } from '../../src/index.ts';
import { Cable } from './cable.ts';
import { Person } from './person.ts';
import { Server } from './server.ts';

export const password = 'correct horse battery';

let stories = 0;

/** A server with people around it. */
export class Chat {
  readonly accounts: Accounts;
  /** Names and keys of this story, beside those of others on the same server. */
  readonly #suffix = `_${++stories}`;

  private constructor(readonly server: Server) {
    this.accounts = new Accounts(server.address);
  }

  /** On a server of its own, which the story may stop and kill. */
  static async on(settings: Record<string, string> = {}): Promise<Chat> {
    const server = await Server.start(settings);
    onTestFinished(() => server.dispose());
    return new Chat(server);
  }

  /** On a server that others are on, too. */
  static beside(server: Server): Chat {
    return new Chat(server);
  }

  /** A registered person, not connected yet. */
  async stranger(name: string, outbox?: OutboxStore): Promise<Person> {
    const account = await this.accounts.register({ username: this.named(name), password, display_name: name });
    return this.#on(await this.#cable(), (cable) => new Person(name, cable, credentialsOf(account), outbox));
  }

  /** A registered person, connected, in no room yet. */
  async member(name: string, outbox?: OutboxStore): Promise<Person> {
    const person = await this.stranger(name, outbox);
    await person.returns();
    return person;
  }

  /** A new guest, not connected yet. */
  async guest(name: string): Promise<Person> {
    return this.#on(await this.#cable(), (cable) => new Person(name, cable, { guest: { name } }));
  }

  /** A page with credentials, and an outbox, that others may share; on a cable of its own, not connected yet. */
  async page(name: string, credentials: CredentialStore, options: Partial<ClientOptions> = {}): Promise<Person> {
    const person = this.#on(await this.#cable(), (cable) => new Person(name, cable, credentials));
    person.options = options;
    return person;
  }

  /** A username that nobody else has. */
  named(name: string): string {
    return name + this.#suffix;
  }

  /** Registered people who are in one room together and heard each other come. */
  async room(...names: string[]): Promise<Person[]> {
    const people: Person[] = [];
    for (const name of names) {
      const person = await this.member(name);
      person.room = (await person.client.request('join', { conversation: `lounge${this.#suffix}`, create: true })).conversation.id;
      people.push(person);
    }
    for (const person of people) await person.isUpToDate();
    return people;
  }

  async pair(first: string, second: string): Promise<[Person, Person]> {
    const [one, two] = await this.room(first, second);
    return [one!, two!];
  }

  async #cable(): Promise<Cable> {
    return Cable.to(this.server.port);
  }

  #on(cable: Cable, make: (cable: Cable) => Person): Person {
    const person = make(cable);
    onTestFinished(async () => {
      person.leaves();
      await cable.dispose();
    });
    return person;
  }
}
