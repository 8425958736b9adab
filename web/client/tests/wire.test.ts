import { readFileSync } from 'node:fs';
import type ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { complaintsAbout, WireTypes } from './harness/wire-types.ts';

const wire = readFileSync(new URL('../../../docs/wire/native.md', import.meta.url), 'utf8');
const { components } = JSON.parse(readFileSync(new URL('../../../docs/wire/asyncapi.json', import.meta.url), 'utf8')) as {
  components: { messages: Record<string, { payload: Schema }>; schemas: Record<string, Schema> };
};

interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
}

/** What the client gives itself. */
const own = ['hello', 'refresh', 'send'];
/** For admins, who have pages of their own. */
const forAdmins = ['call_records'];
/** What the client keeps to itself, and what it makes of it. */
const inside = ['token_expiring'];

const types = new WireTypes();
const commands = types.membersOf(types.named('Commands'));
const events = new Map([...types.membersOf(types.named('StoredEvents')), ...types.membersOf(types.named('PassingEvents'))]);

describe('the types of the wire', () => {
  it('know every command of the documentation, and no other', () => {
    const documented = Object.keys(components.messages).filter((name) => !/^(reply|event)_/.test(name));
    expect([...commands.keys(), ...own, ...forAdmins].sort()).toEqual(documented.sort());
    for (const name of commands.keys()) expect(wire, name).toContain(`\`${name}\``);
  });

  it('know every event of the documentation, and no other', () => {
    const documented = Object.keys(components.messages).filter((name) => name.startsWith('event_')).map((name) => name.slice('event_'.length));
    expect([...events.keys(), 'resumed', ...inside].sort()).toEqual(documented.sort());
  });

  it('hold every fixture of the documentation', () => {
    const fixtures = [...wire.matchAll(/```json fixture=(\w+)\n(.*)\n```/g)].map(([, name, json]) => ({ name: name!, json: json! }));
    expect(fixtures.length).toBeGreaterThan(40);

    const lines = fixtures.map(({ name, json }) => `(${json}) satisfies ${typeOf(name, json)};`);
    const complaints = complaintsAbout(
      [
        "import type { Refusal } from './error.ts';",
        "import type { Attachment, Commands, Conversation, ConversationRef, HelloReply, Member, PassingEvents, SendReply, StoredEvents, Tokens } from './protocol.ts';",
        'type Command<Type extends string, Fields> = { id: number; type: Type } & Fields;',
        'type Reply<Ok> = { id: number; ok: Ok };',
        'type Event<Type extends string, Fields> = { type: Type } & Fields;',
        ...lines,
      ].join('\n'),
    );
    expect(complaints).toEqual([]);
  });

  describe('have the fields of the machine-readable description', () => {
    it.each([...commands.keys()])('%s', (name) => {
      const [fields, reply] = types.pairOf(commands.get(name)!.type);
      const { id: _, type: __, ...properties } = resolve(components.messages[name]!.payload).properties!;
      expect(differences(fields, { type: 'object', properties, required: (resolve(components.messages[name]!.payload).required ?? []).filter((field) => field !== 'id' && field !== 'type') }, name)).toEqual([]);
      expect(differences(reply, resolve(components.messages[`reply_${name}`]!.payload).properties!['ok']!, `reply to ${name}`)).toEqual([]);
    });

    it.each([
      ['hello', 'HelloReply'],
      ['send', 'SendReply'],
      ['refresh', 'Tokens'],
    ])('reply to %s', (name, type) => {
      expect(differences(types.named(type), resolve(components.messages[`reply_${name}`]!.payload).properties!['ok']!, name)).toEqual([]);
    });

    it.each([...events.keys()])('event %s', (name) => {
      const schema = resolve(components.messages[`event_${name}`]!.payload);
      const { type: _, ...properties } = schema.properties!;
      expect(differences(events.get(name)!.type, { type: 'object', properties, required: (schema.required ?? []).filter((field) => field !== 'type') }, name)).toEqual([]);
    });
  });
});

/** The type that a fixture must be of. */
function typeOf(name: string, json: string): string {
  const { type } = JSON.parse(json) as { type?: string };
  if (name.startsWith('reply_error')) return '{ id: number; error: Refusal }';
  if (name.startsWith('event_')) {
    if (type === 'resumed') return "Event<'resumed', { position: number }>";
    if (type === 'token_expiring') return "Event<'token_expiring', { expires_at: number }>";
    return `Event<'${type}', (StoredEvents & PassingEvents)['${type}']>`;
  }
  if (name === 'reply_hello') return 'Reply<HelloReply>';
  if (name === 'reply_refresh') return 'Reply<Tokens>';
  if (name === 'reply_send') return 'Reply<SendReply>';
  if (name.startsWith('reply_')) return `Reply<Commands['${name.slice('reply_'.length)}'][1]>`;
  if (name === 'hello__token') return "Command<'hello', { token: string; cursor: number }>";
  if (name === 'hello__guest') return "Command<'hello', { guest: { name: string; key: string } }>";
  if (name === 'refresh') return "Command<'refresh', { refresh_token: string }>";
  if (name === 'send') return "Command<'send', { conversation: ConversationRef; client_id: string; content: string; attachments?: Attachment[] }>";
  if (type === undefined) return name === 'conversation' ? 'Conversation' : 'Member';
  if (name === 'typing') return "Event<'typing', Commands['typing'][0]>"; // asks for no answer
  return `Command<'${type}', Commands['${type}'][0]>`;
}

function resolve(schema: Schema): Schema {
  return schema.$ref === undefined ? schema : resolve(components.schemas[schema.$ref.split('/').at(-1)!]!);
}

/** Members that one side has and the other has not, down to the last object. */
function differences(type: ts.Type, unresolved: Schema, path: string, seen = new Set<string>()): string[] {
  if (unresolved.$ref !== undefined) {
    if (seen.has(unresolved.$ref)) return [];
    seen = new Set([...seen, unresolved.$ref]);
  }
  const schema = resolve(unresolved);
  const alternative = (schema.anyOf ?? schema.oneOf)?.find(({ type }) => type !== 'null');
  if (alternative) return differences(type, alternative, path, seen);
  if (schema.items) {
    const element = types.elementOf(type);
    return element ? differences(element, schema.items, `${path}[]`, seen) : [];
  }
  if (!schema.properties) return [];

  const members = types.membersOf(type);
  const found: string[] = [];
  for (const [name, property] of Object.entries(schema.properties)) {
    const member = members.get(name);
    if (!member) found.push(`${path}.${name} is missing`);
    else found.push(...differences(member.type, property, `${path}.${name}`, seen));
  }
  for (const name of members.keys()) if (!(name in schema.properties)) found.push(`${path}.${name} is not documented`);
  for (const [name, { isOptional }] of members) if (isOptional && schema.required?.includes(name)) found.push(`${path}.${name} is always there`);
  return found;
}
