import { SelectField } from '../ui/Field.tsx';
import { useText } from '../use-text.ts';

const hourS = 3_600;
const durations = [hourS, 24 * hourS, 7 * 24 * hourS, 30 * 24 * hourS, 0];

/** How long a ban lasts; a field of the form around it. */
export function BanDuration() {
  const t = useText();
  return (
    <SelectField label={t.moderation.duration} name="duration" defaultValue={durations[1]}>
      {durations.map((seconds) => (
        <option key={seconds} value={seconds}>
          {t.moderation.lasts(seconds / hourS)}
        </option>
      ))}
    </SelectField>
  );
}

/** Seconds; 0 for good. */
export function durationOf(form: FormData): number {
  return Number(form.get('duration') ?? 0);
}
