import type { Text } from '../../i18n/index.ts';

/** Words in whatever language is spoken when they are shown. */
export type Say = (t: Text['doctor']) => string;

export interface Finding {
  state: 'ok' | 'warn' | 'failed' | 'skipped';
  /** What was found, and the cause where something is wrong. */
  found: Say;
  /** What to do about it. */
  remedy?: Say;
}

export const ok = (found: Say): Finding => ({ state: 'ok', found });
export const warn = (found: Say, remedy: Say): Finding => ({ state: 'warn', found, remedy });
export const failed = (found: Say, remedy: Say): Finding => ({ state: 'failed', found, remedy });
export const skipped = (found: Say): Finding => ({ state: 'skipped', found });

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

export const rounded = (ms: number): number => Math.max(1, Math.round(ms));

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
