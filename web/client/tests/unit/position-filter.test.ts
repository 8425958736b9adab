import { describe, expect, it } from 'vitest';
import { PositionFilter } from '../../src/position-filter.ts';

describe('the position filter', () => {
  it('lets an event pass once', () => {
    const filter = new PositionFilter(10);

    expect(filter.take('message', 11, 11)).toBe(true);
    expect(filter.take('message', 11, 11)).toBe(false);
    expect(filter.take('edited', 5, 9)).toBe(false);
    expect(filter.cursor).toBe(11);
  });

  it('lets two changes of one message at one position both pass', () => {
    const filter = new PositionFilter(10);

    expect(filter.take('edited', 5, 12)).toBe(true);
    expect(filter.take('reacted', 5, 12)).toBe(true);
    expect(filter.take('reacted', 5, 12)).toBe(false);
  });

  it('lets a conversation one was added to pass however old, and is not set back by it', () => {
    const filter = new PositionFilter(10);

    expect(filter.take('conversation', 3, 2)).toBe(true);
    expect(filter.cursor).toBe(10);
  });

  it('asks again for a replay that broke off, from its last position', () => {
    const filter = new PositionFilter(10);
    filter.beginReplay();
    filter.take('edited', 5, 12);

    expect(filter.forHello).toBe(11);
    filter.beginReplay();
    expect(filter.take('edited', 5, 12)).toBe(false);
    expect(filter.take('reacted', 5, 12)).toBe(true);

    filter.complete(20);
    expect(filter.forHello).toBe(20);
  });

  it('has no cursor to send without a past', () => {
    const filter = new PositionFilter();
    expect(filter.forHello).toBeUndefined();

    filter.complete(0);

    expect(filter.forHello).toBe(0);
  });

  it('is set back by a server that was set back to a backup', () => {
    const filter = new PositionFilter(500);

    filter.restart(400);

    expect(filter.cursor).toBe(400);
    expect(filter.take('message', 401, 401)).toBe(true);
  });
});
