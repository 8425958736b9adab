import { spoken } from '../../i18n/index.ts';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';

const dayMs = 86_400_000;

export function DayLine({ time }: { time: number }) {
  const t = useText();
  const language = useStore(spoken, (value) => value.locale);
  const date = new Date(time);
  const isOn = (other: number) => new Date(other).toDateString() === date.toDateString();
  const isThisYear = date.getFullYear() === new Date().getFullYear();
  const label = isOn(Date.now())
    ? t.conversation.today
    : isOn(Date.now() - dayMs)
      ? t.conversation.yesterday
      : date.toLocaleDateString(language, { weekday: 'long', day: 'numeric', month: 'long', ...(isThisYear ? {} : { year: 'numeric' }) });
  return (
    <div className="flex items-center gap-3 px-4 pt-5 pb-2 text-xs font-medium text-muted">
      <span className="h-px flex-1 bg-line" />
      <h2>{label}</h2>
      <span className="h-px flex-1 bg-line" />
    </div>
  );
}

export function UnreadLine() {
  const t = useText();
  return (
    <div data-testid="unread-line" className="flex items-center gap-3 px-4 pt-3 text-xs font-semibold text-accent">
      <span className="h-px flex-1 bg-accent" />
      <h2>{t.conversation.newMessages}</h2>
      <span className="h-px flex-1 bg-accent" />
    </div>
  );
}
