import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TypingTimes } from '../../src/typing.ts';

describe('typing', () => {
  const told: string[] = [];
  const heard: string[] = [];
  let typing: TypingTimes;

  beforeEach(() => {
    vi.useFakeTimers();
    told.length = heard.length = 0;
    typing = new TypingTimes(
      (conversation, on) => told.push(`${conversation} ${on}`),
      ({ user, on }) => heard.push(`${user} ${on}`),
    );
  });
  afterEach(() => void vi.useRealTimers());

  it('is told at the first key, and every three seconds while it goes on', () => {
    for (let ms = 0; ms <= 7_000; ms += 100) {
      typing.typed(5);
      vi.advanceTimersByTime(100);
    }
    expect(told).toEqual(['5 true', '5 true', '5 true']);
  });

  it('is told to have stopped after four seconds without a key', () => {
    typing.typed(5);
    vi.advanceTimersByTime(3_999);
    expect(told).toEqual(['5 true']);
    vi.advanceTimersByTime(1);
    expect(told).toEqual(['5 true', '5 false']);
  });

  it('is told to have stopped when the message is sent, once', () => {
    typing.typed(5);
    typing.stopped(5);
    typing.stopped(5);
    vi.advanceTimersByTime(10_000);
    expect(told).toEqual(['5 true', '5 false']);
  });

  it('is told of each conversation by itself', () => {
    typing.typed(5);
    typing.typed(6);
    typing.stopped(6);
    expect(told).toEqual(['5 true', '6 true', '6 false']);
  });

  it('of others ends by itself when nothing more is heard of them', () => {
    const ben = { conversation: 5, user: 13, name: 'Ben', on: true };
    typing.heard(ben);
    vi.advanceTimersByTime(5_000);
    typing.heard(ben);
    vi.advanceTimersByTime(6_999);
    expect(heard).toEqual(['13 true', '13 true']);
    vi.advanceTimersByTime(1);
    expect(heard).toEqual(['13 true', '13 true', '13 false']);
  });

  it('of others ends with their message', () => {
    typing.wrote(5, 13, 'Ben');
    expect(heard).toEqual([]);
    typing.heard({ conversation: 5, user: 13, name: 'Ben', on: true });
    typing.wrote(5, 13, 'Ben');
    vi.advanceTimersByTime(10_000);
    expect(heard).toEqual(['13 true', '13 false']);
  });

  it('says nothing more once it is closed', () => {
    typing.typed(5);
    typing.heard({ conversation: 5, user: 13, name: 'Ben', on: true });
    typing.close();
    vi.advanceTimersByTime(20_000);
    expect([told, heard]).toEqual([['5 true'], ['13 true']]);
  });
});
