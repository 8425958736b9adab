import { describe, expect, it } from 'vitest';
import { PresenceWatch } from '../../src/presence.ts';

function watcher() {
  const sent: string[] = [];
  const told: number[] = [];
  const watch = new PresenceWatch(
    (type, users) => sent.push(`${type} ${users.join(' ')}`),
    ({ user }) => told.push(user),
  );
  const turn = () => Promise.resolve();
  return { watch, sent, told, turn };
}

describe('watching presence', () => {
  it('asks for what is watched in one turn at once', async () => {
    const { watch, sent, turn } = watcher();
    watch.connected();
    watch.watch([1]);
    watch.watch([2, 3]);
    await turn();
    expect(sent).toEqual(['watch 1 2 3']);
  });

  it('counts: the second watcher costs nothing, and the last one ends it', async () => {
    const { watch, sent, turn } = watcher();
    watch.connected();
    const first = watch.watch([1]);
    await turn();
    const second = watch.watch([1]);
    first();
    first(); // once is enough
    await turn();
    expect(sent).toEqual(['watch 1']);

    second();
    await turn();
    expect(sent).toEqual(['watch 1', 'unwatch 1']);
  });

  it('says nothing of what begins and ends in one turn', async () => {
    const { watch, sent, turn } = watcher();
    watch.connected();
    watch.watch([1])();
    await turn();
    expect(sent).toEqual([]);
  });

  it('ends a watch whose answer has not come yet', async () => {
    const { watch, sent, told, turn } = watcher();
    watch.connected();
    const end = watch.watch([1]);
    await turn();
    end();
    await turn();
    watch.heard({ user: 1, online: true, last_seen: null });

    expect(sent).toEqual(['watch 1', 'unwatch 1']);
    expect(told).toEqual([]);
    expect(watch.of(1)).toBeUndefined();
  });

  it('asks again on every connection, and for what was watched without one', async () => {
    const { watch, sent, turn } = watcher();
    const end = watch.watch([1]);
    watch.watch([2]);
    await turn();
    expect(sent).toEqual([]);
    watch.connected();
    watch.disconnected();
    end();
    await turn();
    watch.connected();
    expect(sent).toEqual(['watch 1 2', 'watch 2']);
  });

  it('watches no more than the server allows, and others when there is room', async () => {
    const { watch, sent, turn } = watcher();
    watch.connected();
    const end = watch.watch(Array.from({ length: 499 }, (_, i) => i));
    watch.watch([1_000, 1_001]);
    await turn();
    expect(sent[0]?.split(' ')).toHaveLength(501);
    expect(sent[0]).toMatch(/ 498 1000$/);

    end();
    await turn();
    expect(sent.at(-1)).toBe('watch 1001');
  });

  it('knows what was said last', () => {
    const { watch } = watcher();
    watch.watch([1]);
    watch.heard({ user: 1, online: true, last_seen: null });
    expect(watch.of(1)?.online).toBe(true);
  });
});
