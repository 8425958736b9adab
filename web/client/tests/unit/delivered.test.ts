import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DeliveredTeller } from '../../src/delivered.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('what reached this device is told once, the highest of each conversation', () => {
  const told: string[] = [];
  const teller = new DeliveredTeller(300, (conversation, seq) => told.push(`${conversation}/${seq}`));
  for (const [conversation, seq] of [[5, 1], [5, 3], [5, 2], [6, 9]] as const) teller.arrived(conversation, seq);
  vi.advanceTimersByTime(300);
  teller.arrived(5, 3);
  vi.advanceTimersByTime(300);
  expect(told).toEqual(['5/3', '6/9']);

  teller.forget();
  teller.arrived(5, 2);
  vi.advanceTimersByTime(300);
  expect(told).toEqual(['5/3', '6/9', '5/2']);
});

it('what reached this device in many conversations is told a few at a time', () => {
  const told: number[] = [];
  const teller = new DeliveredTeller(300, (conversation) => told.push(conversation));
  for (let conversation = 1; conversation <= 12; conversation++) teller.arrived(conversation, 1);

  vi.advanceTimersByTime(300);
  expect(told).toHaveLength(5);
  vi.advanceTimersByTime(300);
  expect(told).toHaveLength(10);
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);

  teller.arrived(13, 1);
  teller.close();
  vi.advanceTimersByTime(1_000);
  expect(told).toHaveLength(12);
});
