import { describe, expect, it } from 'vitest';
import { LateCode } from '../src/state/late-code.ts';

function setUp(served: (boolean | 'no answer')[] = []) {
  const seen = { pauses: [] as number[], reloads: 0 };
  let mayReload = true;
  const code = new LateCode({
    async pause(ms) {
      seen.pauses.push(ms);
    },
    async isThisPageStillServed() {
      const answer = served.shift() ?? true;
      if (answer === 'no answer') throw new TypeError('Failed to fetch');
      return answer;
    },
    reload() {
      if (mayReload) seen.reloads++;
      return mayReload;
    },
  });
  return { code, seen, refuseReload: () => void (mayReload = false) };
}

/** Fails so often, then comes. */
function comesAfter(failures: number) {
  let asked = 0;
  return async () => {
    if (asked++ < failures) throw new TypeError('Failed to fetch dynamically imported module');
    return 'the view';
  };
}

describe('code that comes late', () => {
  it('is asked for once when it comes', async () => {
    const { code, seen } = setUp();
    expect(await code.load(comesAfter(0))).toBe('the view');
    expect(seen.pauses).toEqual([]);
  });

  it('is not asked for while the server does not answer, and then comes', async () => {
    const { code, seen } = setUp(['no answer', 'no answer', 'no answer', 'no answer', 'no answer', true]);
    expect(await code.load(comesAfter(1))).toBe('the view');
    expect(seen.pauses).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
    expect(seen.reloads).toBe(0);
  });

  it('says so until it comes', async () => {
    const { code } = setUp();
    const told: boolean[] = [];
    code.isWaiting.subscribe(() => told.push(code.isWaiting.value));
    const delayed = code.delayed();
    await Promise.all([code.load(comesAfter(1)), code.load(comesAfter(2)), delayed]);
    expect(told).toEqual([true, false]);
  });

  it('never comes for a page older than the server: the page is loaded anew', async () => {
    const { code, seen } = setUp([false]);
    void code.load(comesAfter(Infinity));
    await expect.poll(() => seen.reloads).toBe(1);
    expect(code.isWaiting.value).toBe(true);
  });

  it('that a browser has given up is had by loading the page anew', async () => {
    const { code, seen } = setUp();
    void code.load(comesAfter(Infinity));
    await expect.poll(() => seen.reloads).toBe(1);
    expect(seen.pauses).toHaveLength(3);
  });

  it('is given up when loading anew did not help', async () => {
    const { code, refuseReload } = setUp([false]);
    refuseReload();
    await expect(code.load(comesAfter(Infinity))).rejects.toThrow('Failed to fetch');
    expect(code.isWaiting.value).toBe(false);
  });
});
