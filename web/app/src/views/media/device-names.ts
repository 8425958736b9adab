import type { Device } from '../../rtc/devices.ts';

/** What the browser calls them; before it may, they are numbered. */
export function namesOf(devices: readonly Device[], numbered: (number: number) => string): { value: string; label: string }[] {
  return devices.map(({ id, label }, index) => ({ value: id, label: label || numbered(index + 1) }));
}
