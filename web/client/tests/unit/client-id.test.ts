import { afterEach, expect, it, vi } from 'vitest';
import { newClientId } from '../../src/client-id.ts';

afterEach(() => void vi.useRealTimers());

it('client ids are version 7 UUIDs that grow, even where the clock stands still or goes back', () => {
  vi.useFakeTimers({ now: 1_763_697_600_000 });
  const ids = Array.from({ length: 5_000 }, newClientId);
  vi.setSystemTime(1_763_697_500_000);
  ids.push(newClientId());

  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});
