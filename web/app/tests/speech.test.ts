import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PeerState } from '@parlance/client';
import { Speech } from '../src/rtc/speech.ts';
import { FakeVoice } from './fake-media.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function listening() {
  const voice = new FakeVoice();
  const speech = new Speech();
  const turns: boolean[] = [];
  speech.isOn.subscribe(() => turns.push(speech.isOn.value));
  speech.follow(voice);
  voice.become('connected');
  return { voice, speech, turns };
}

test('somebody speaks from the first word on, until a pause after the last', async () => {
  const { voice, speech, turns } = listening();
  voice.says(0.2);
  await vi.advanceTimersByTimeAsync(200);
  expect(speech.isOn.value).toBe(true);
  for (let word = 0; word < 5; word++) {
    voice.says(0);
    await vi.advanceTimersByTimeAsync(400);
    voice.says(0.05);
    await vi.advanceTimersByTimeAsync(200);
  }
  voice.says(0);
  await vi.advanceTimersByTimeAsync(600);
  expect(turns).toEqual([true, false]);
});

test('the noise of a room is no speech', async () => {
  const { voice, turns } = listening();
  voice.says(0.003);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(turns).toEqual([]);
});

test.each<PeerState>(['reconnecting', 'failed', 'closed'])('nobody listens to a connection that is %s', async (state) => {
  const { voice, speech } = listening();
  voice.says(0.5);
  await vi.advanceTimersByTimeAsync(200);
  voice.become(state);
  expect([speech.isOn.value, vi.getTimerCount()]).toEqual([false, 0]);
});

test('whoever is connected again is heard again', async () => {
  const { voice, speech } = listening();
  voice.become('reconnecting');
  voice.become('connected');
  voice.says(0.5);
  await vi.advanceTimersByTimeAsync(200);
  expect([speech.isOn.value, vi.getTimerCount()]).toEqual([true, 1]);
});
