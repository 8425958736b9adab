import { spoken } from '../../i18n/index.ts';
import { useStore } from '../use-store.ts';

/** The time of today, the weekday of this week, else the date; all of it when pointed at. */
export function When({ time, className }: { time: number; className?: string }) {
  const language = useStore(spoken, (value) => value.locale);
  const date = new Date(time);
  return (
    <time dateTime={date.toISOString()} title={date.toLocaleString(language)} className={className}>
      {shortTime(time, language)}
    </time>
  );
}

const dayMs = 86_400_000;

export function shortTime(time: number, language: string, now = Date.now()): string {
  const date = new Date(time);
  if (date.toDateString() === new Date(now).toDateString()) return date.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });
  if (now - time < 6 * dayMs) return date.toLocaleDateString(language, { weekday: 'short' });
  return date.toLocaleDateString(language, { day: 'numeric', month: 'short', ...(new Date(now).getFullYear() === date.getFullYear() ? {} : { year: 'numeric' }) });
}
