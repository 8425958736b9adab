import { describe, expect, it } from 'vitest';
import { Backoff } from '../../src/backoff.ts';

describe('the back-off', () => {
  it('doubles its bound up to the maximum', () => {
    const backoff = new Backoff(500, 30_000, () => 1);
    expect(Array.from({ length: 9 }, () => backoff.next())).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('waits anything from nothing to its bound', () => {
    const draws = [0, 0.25, 0.999];
    const backoff = new Backoff(1_000, 1_000, () => draws.shift()!);
    expect([backoff.next(), backoff.next(), backoff.next()]).toEqual([0, 250, 999]);
  });

  it('spreads those who come back at once', () => {
    const waits = Array.from({ length: 1_000 }, () => new Backoff(500, 30_000).next());
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...waits)).toBeLessThan(500);
    expect(waits.filter((wait) => wait < 250).length).toBeGreaterThan(350);
    expect(waits.filter((wait) => wait >= 250).length).toBeGreaterThan(350);
  });

  it('begins again after a good connection', () => {
    const backoff = new Backoff(500, 30_000, () => 1);
    backoff.next();
    backoff.next();
    expect(backoff.isFresh).toBe(false);

    backoff.reset();

    expect(backoff.isFresh).toBe(true);
    expect(backoff.next()).toBe(500);
  });

  it('still waits the maximum after very many failures', () => {
    const backoff = new Backoff(500, 30_000, () => 1);
    for (let i = 0; i < 100_000; i++) backoff.next();
    expect(backoff.next()).toBe(30_000);
  });
});
