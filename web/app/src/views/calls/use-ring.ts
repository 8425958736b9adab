import { useEffect } from 'react';
import { preferences } from '../../state/preferences.ts';
import { ring } from '../../rtc/tones.ts';

/** Sounds while `kind` is there, for whoever did not turn sounds off. */
export function useRing(kind: 'in' | 'out' | null): void {
  useEffect(() => (kind && preferences.value.sound ? ring(kind) : undefined), [kind]);
}
