import type { Member } from '@parlance/client';

/** The most that one message may hold. */
const maxMentions = 20;

export interface Completion {
  /** Where the `@` stands. */
  from: number;
  query: string;
}

/** The name that is being typed before the caret, if one is. */
export function completionAt(text: string, caret: number): Completion | null {
  const match = /(?:^|[\s([{"'])@([^\s@]{0,40})$/u.exec(text.slice(0, caret));
  return match ? { from: caret - match[1]!.length - 1, query: match[1]! } : null;
}

/** Those whose name, or a word of it, begins with the query; whole names first. */
export function membersFor(query: string, members: readonly Member[], me: number, limit = 8): Member[] {
  const wanted = plain(query);
  const scored: { member: Member; rank: number }[] = [];
  for (const member of members) {
    if (member.user === me) continue;
    const name = plain(member.name);
    if (name.startsWith(wanted)) scored.push({ member, rank: 0 });
    else if (name.includes(` ${wanted}`)) scored.push({ member, rank: 1 });
  }
  return scored
    .sort((a, b) => a.rank - b.rank || a.member.name.localeCompare(b.member.name))
    .slice(0, limit)
    .map(({ member }) => member);
}

/** Who is called by `@name` in a text; of names that begin alike the longest. */
export function mentionsIn(text: string, members: readonly Member[]): number[] {
  const found = new Set<number>();
  for (let at = text.indexOf('@'); at >= 0 && found.size < maxMentions; at = text.indexOf('@', at + 1)) {
    const named = nameAt(text, at, members);
    if (named) found.add(named.user);
  }
  return [...found];
}

/** Whose name stands after the `@` at this place. */
export function nameAt<One extends { name: string }>(text: string, at: number, people: readonly One[]): One | undefined {
  if (at > 0 && /[\p{L}\p{N}_]/u.test(text[at - 1]!)) return undefined;
  const rest = text.slice(at + 1, at + 121).toLowerCase();
  let longest: One | undefined;
  for (const one of people) {
    const name = one.name.toLowerCase();
    if (name === '' || name.length <= (longest?.name.length ?? 0) || !rest.startsWith(name)) continue;
    if (!/^[\p{L}\p{N}_]/u.test(rest.slice(name.length))) longest = one;
  }
  return longest;
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
