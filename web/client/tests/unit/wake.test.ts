import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Wake } from '../../src/wake.ts';

describe('waiting for the next attempt', () => {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const network = new EventTarget();
  let probes = 0;
  let wake: Wake;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('document', page);
    vi.stubGlobal('window', network);
    page.visibilityState = 'visible';
    probes = 0;
    wake = new Wake(() => probes++);
    wake.listen();
  });
  afterEach(() => {
    wake.stop();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  async function sleeps(): Promise<() => boolean> {
    let isOver = false;
    void wake.sleep(30_000).then(() => (isOver = true));
    await vi.advanceTimersByTimeAsync(10);
    return () => isOver;
  }

  it('lasts as long as it was told', async () => {
    const isOver = await sleeps();
    await vi.advanceTimersByTimeAsync(29_980);
    expect(isOver()).toBe(false);
    await vi.advanceTimersByTimeAsync(20);
    expect(isOver()).toBe(true);
  });

  it.each([
    ['the network comes back', () => network.dispatchEvent(new Event('online'))],
    ['the page comes back', () => page.dispatchEvent(new Event('visibilitychange'))],
    ['somebody asks', () => wake.now()],
  ])('ends when %s', async (_, happens) => {
    const isOver = await sleeps();
    happens();
    await vi.advanceTimersByTimeAsync(0);
    expect(isOver()).toBe(true);
    expect(probes).toBe(0);
  });

  it('ends when the network comes back behind a hidden page, but not when the page hides', async () => {
    page.visibilityState = 'hidden';
    const isOver = await sleeps();
    page.dispatchEvent(new Event('visibilitychange'));
    await vi.advanceTimersByTimeAsync(0);
    expect(isOver()).toBe(false);

    network.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(0);
    expect(isOver()).toBe(true);
  });

  it('asks a connection that stands whether it lives', () => {
    page.dispatchEvent(new Event('visibilitychange'));
    network.dispatchEvent(new Event('online'));
    expect(probes).toBe(2);
  });

  it('hears nothing any more once it is stopped', () => {
    wake.stop();
    network.dispatchEvent(new Event('online'));
    expect(probes).toBe(0);
  });
});
