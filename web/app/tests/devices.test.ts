import { expect, test } from 'vitest';
import { Devices, troubleOf } from '../src/rtc/devices.ts';
import { fakeMedia, type FakeTrack } from './fake-media.ts';

test('the devices are listed, and the one chosen is opened and remembered', async () => {
  const { fake, kept, devices } = fakeMedia();
  await devices.refresh();
  expect(devices.list.value.microphones).toEqual([
    { id: 'mic1', label: '' },
    { id: 'mic2', label: 'Headset' },
  ]);
  devices.choose('microphone', 'mic2');
  expect((await devices.microphone()).getSettings().deviceId).toBe('mic2');
  expect(new Devices(fake as unknown as MediaDevices, kept).list.value.microphone).toBe('mic2');
});

test('a camera that was unplugged makes way for another', async () => {
  const { fake, devices } = fakeMedia();
  devices.choose('camera', 'old');
  fake.gone.add('old');
  expect((await devices.camera()).getSettings().deviceId).toBe('cam');
});

test('what the browser refuses is told in few words', () => {
  const named = (name: string) => troubleOf(new DOMException('', name));
  expect(['NotAllowedError', 'NotFoundError', 'NotReadableError', 'SecurityError', 'TypeError'].map(named)).toEqual(['denied', 'missing', 'busy', 'insecure', 'unknown']);
});

test('without a camera the microphone is opened all the same', async () => {
  const { fake, media } = fakeMedia();
  fake.refuse = { video: 'NotFoundError' };
  await media.open({ video: true, audio: true });
  expect(media.state.value).toMatchObject({ video: null, cameraTrouble: 'missing', microphoneTrouble: undefined, isOpening: false });
  expect(media.told).toEqual({ audio: true, video: false, screen: false });
});

test('whoever is fed gets each track, and what is said of it', async () => {
  const { fake, media } = fakeMedia();
  const sent: string[] = [];
  const told: object[] = [];
  media.feed({ setTrack: (kind, track) => sent.push(`${kind} ${(track as unknown as FakeTrack | null)?.id ?? 'nothing'}`), tell: (value) => told.push(value) });
  await media.open({ video: true, audio: true });
  await media.share();
  fake.opened.at(-1)!.onended!(); // the browser's own button
  await media.setMuted(true);
  await media.setCamera(false);
  expect(sent.slice(2).sort()).toEqual(['audio mic1', 'video cam', 'video cam', 'video nothing', 'video screen'].sort());
  expect(told.at(-1)).toEqual({ audio: false, video: false, screen: false });
  expect(fake.opened.map(({ id, enabled, readyState }) => [id, enabled, readyState])).toContainEqual(['mic1', false, 'live']);
  expect(fake.opened.find(({ id }) => id === 'cam')!.readyState).toBe('ended');
});

test('what is opened after one has gone is closed at once', async () => {
  const { fake, media } = fakeMedia();
  const opening = media.open({ video: true, audio: true });
  media.close();
  await opening;
  expect(fake.opened.every(({ readyState }) => readyState === 'ended')).toBe(true);
  expect(media.state.value).toMatchObject({ video: null, audio: null });
});
