import { useState, type KeyboardEvent } from 'react';
import { X } from 'lucide-react';
import { SelectField, TextField } from '../ui/Field.tsx';
import { useText } from '../use-text.ts';
import type { Choice } from './places.ts';

/** What was chosen so far, each with a button that takes it away. */
function Chips({ items, onRemove, label }: { items: Choice[]; onRemove(value: string): void; label: string }) {
  const t = useText().calls.random;
  if (items.length === 0) return null;
  return (
    <ul aria-label={label} className="flex flex-wrap gap-1.5">
      {items.map((item) => (
        <li key={item.value} className="inline-flex max-w-full items-center rounded-full bg-accent-soft ps-3">
          <span className="truncate">{item.label}</span>
          <button type="button" aria-label={t.remove(item.label)} onClick={() => onRemove(item.value)} className="inline-flex size-8 shrink-0 items-center justify-center rounded-full hover:bg-hover">
            <X aria-hidden className="size-4" />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Several of a list. */
export function ChosenChips({ label, add, choices, values, onChange }: { label: string; add: string; choices: Choice[]; values: string[]; onChange(values: string[]): void }) {
  const labelOf = (value: string) => choices.find((choice) => choice.value === value)?.label ?? value;
  return (
    <div className="flex flex-col gap-2">
      <SelectField label={label} value="" onChange={(event) => onChange([...values, event.target.value])}>
        <option value="" disabled>
          {add}
        </option>
        {choices
          .filter(({ value }) => !values.includes(value))
          .map(({ value, label: name }) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
      </SelectField>
      <Chips label={label} items={values.map((value) => ({ value, label: labelOf(value) }))} onRemove={(value) => onChange(values.filter((one) => one !== value))} />
    </div>
  );
}

/** The server takes no more, nor longer ones. */
const maxWords = 10;
const maxLength = 40;

/** Words of one's own. */
export function WordChips({ label, hint, values, onChange }: { label: string; hint: string; values: string[]; onChange(values: string[]): void }) {
  const [draft, setDraft] = useState('');
  const take = () => {
    const words = draft
      .split(',')
      .map((word) => word.trim().toLocaleLowerCase().slice(0, maxLength))
      .filter((word) => word && !values.includes(word));
    if (words.length > 0) onChange([...new Set([...values, ...words])].slice(0, maxWords));
    setDraft('');
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault();
      take();
    } else if (event.key === 'Backspace' && draft === '' && values.length > 0) onChange(values.slice(0, -1));
  };
  return (
    <div className="flex flex-col gap-2">
      <TextField label={label} hint={hint} value={draft} autoComplete="off" autoCapitalize="none" onChange={(event) => setDraft(event.target.value)} onKeyDown={onKey} onBlur={take} />
      <Chips label={label} items={values.map((value) => ({ value, label: value }))} onRemove={(value) => onChange(values.filter((one) => one !== value))} />
    </div>
  );
}
