import type { CallClient, CallEvent, CallState, ClientEvents, Commands } from '../src/index.ts';
import { ParlanceError } from '../src/index.ts';
import { Emitter } from '../src/emitter.ts';

/** A server with one conversation and its calls, as far as sessions can tell; replies and events come a moment later, in order. */
export class FakeHub {
  readonly clients: FakeClient[] = [];
  call: CallState | undefined;
  isAway = false;
  #names = 0;

  join(user: number): FakeClient {
    const client = new FakeClient(this, user);
    this.clients.push(client);
    return client;
  }

  participant(user: number, media: string) {
    return { participant: `${String.fromCharCode(97 + this.#names++)}${user}`, user, name: `user ${user}`, media: media as 'video' };
  }

  change(part: Partial<CallEvent>): void {
    const { joined: _, left: __, ended: ___, ...before } = this.call as CallEvent;
    this.call = { ...before, revision: before.revision + 1, ...part } as CallState;
    for (const client of this.clients) if (client.isOnline) client.events.emit('call', this.call as CallEvent);
  }
}

export class FakeClient implements Pick<CallClient, 'on'> {
  readonly events = new Emitter<ClientEvents>();
  readonly given: [string, object][] = [];
  participant = '';
  isOnline = true;

  constructor(
    readonly hub: FakeHub,
    readonly user: number,
  ) {}

  on: CallClient['on'] = (name, listener) => this.events.on(name, listener);

  request = (async (type: keyof Commands, fields: Record<string, unknown>) => {
    await Promise.resolve();
    this.given.push([type, fields]);
    return this.#answer(type, fields);
  }) as unknown as CallClient['request'];

  #answer(type: string, fields: Record<string, unknown>): unknown {
    const { hub } = this;
    switch (type) {
      case 'ice':
        return { ice_servers: [], expires_at: 0 };
      case 'call_start': {
        if (hub.call) throw new ParlanceError({ code: 'taken', message: 'One goes on.' });
        const self = hub.participant(this.user, String(fields['media']));
        this.participant = self.participant;
        hub.call = { conversation: 5, call: `call${this.user}`, kind: fields['kind'] as 'mesh', by: this.user, started_at: 0, revision: 1, ringing: false, participants: [self] };
        return { call: hub.call, participant: self.participant };
      }
      case 'call_join': {
        if (!hub.call) throw new ParlanceError({ code: 'not_found', message: 'There is no call.' });
        const joined = hub.participant(this.user, 'video');
        this.participant = joined.participant;
        hub.change({ joined, participants: hub.call.kind === 'broadcast' ? hub.call.participants : [...hub.call.participants, joined] });
        return { call: hub.call, participant: joined.participant };
      }
      case 'call_leave':
        this.part();
        return {};
      case 'signal': {
        const to = hub.clients.find(({ participant }) => participant === fields['participant']);
        if (!to) throw new ParlanceError({ code: 'not_found', message: 'Nobody is called so.' });
        queueMicrotask(() => to.isOnline && to.events.emit('signal', { conversation: 5, from: this.user, call: hub.call!.call, participant: this.participant, payload: fields['payload'] }));
        return {};
      }
      default:
        return {};
    }
  }

  part(): void {
    const { hub, participant } = this;
    const left = hub.call?.participants.find((one) => one.participant === participant);
    if (!left) return;
    const participants = hub.call!.participants.filter((one) => one !== left);
    this.participant = '';
    hub.change(participants.length > 0 ? { left, participants } : { left, participants, ended: 'left' });
    if (participants.length === 0) hub.call = undefined;
  }

  cut(): void {
    this.isOnline = false;
    this.events.emit('status', { state: 'connecting' });
    this.part();
  }

  back(): void {
    this.isOnline = true;
    this.events.emit('status', { state: 'online' });
  }
}
