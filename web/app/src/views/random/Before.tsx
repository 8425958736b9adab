import { useMemo, useState, type FormEvent } from 'react';
import { ChevronDown, MessageSquareText, Video } from 'lucide-react';
import type { Store } from '../../state/store.ts';
import { ageOf, toMatch, type Wishes } from '../../state/wishes.ts';
import { spoken } from '../../i18n/index.ts';
import { Preview } from '../media/Preview.tsx';
import { useChat } from '../session-context.ts';
import { Button } from '../ui/Button.tsx';
import { SelectField, Switch, TextField } from '../ui/Field.tsx';
import { ErrorNote } from '../ui/Notes.tsx';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { ChosenChips, WordChips } from './Chips.tsx';
import { countryChoices, languageChoices } from './places.ts';

/** What kind of stranger one wishes to meet, and how. */
export function Before({ wishes, error }: { wishes: Store<Wishes>; error: unknown }) {
  const t = useText().calls.random;
  const { match } = useChat();
  const wish = useStore(wishes);
  const language = useStore(spoken, (value) => value.language);
  const languages = useMemo(() => languageChoices(language), [language]);
  const start = (event: FormEvent) => {
    event.preventDefault();
    if ([wish.age, wish.minAge, wish.maxAge].every((age) => ageOf(age) !== undefined)) void match.start(toMatch(wish));
  };
  const choose = (mode: Wishes['mode']) => {
    wishes.patch({ mode });
    if (mode === 'text') match.media.close();
  };
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <form onSubmit={start} className="mx-auto grid w-full max-w-5xl gap-x-10 gap-y-6 px-4 py-6 sm:px-8 lg:grid-cols-2 lg:py-10">
        <header className="order-1 lg:col-span-2">
          <h1 className="text-2xl font-semibold">{t.title}</h1>
          <p className="mt-1 text-muted">{t.intro}</p>
        </header>
        <div className="order-3 flex flex-col gap-5 lg:order-2">
          <fieldset className="grid grid-cols-2 gap-2">
            <legend className="sr-only">{t.mode}</legend>
            <Mode mode="video" chosen={wish.mode} onChoose={choose} />
            <Mode mode="text" chosen={wish.mode} onChoose={choose} />
          </fieldset>
          <ChosenChips label={t.languages} add={t.addLanguage} choices={languages} values={wish.languages} onChange={(chosen) => wishes.patch({ languages: chosen })} />
          <WordChips label={t.interests} hint={t.interestsHint} values={wish.interests} onChange={(interests) => wishes.patch({ interests })} />
          <More wishes={wishes} language={language} />
          <Switch label={t.auto} hint={t.autoHint} checked={wish.auto} onChange={(auto) => wishes.patch({ auto })} />
        </div>
        {wish.mode === 'video' && (
          <div className="order-2 lg:order-3">
            <Preview media={match.media} />
          </div>
        )}
        <footer className="sticky bottom-0 order-4 -mx-4 flex flex-col gap-3 bg-page px-4 py-3 sm:-mx-8 sm:px-8 lg:col-span-2">
          {error !== undefined && <ErrorNote error={error} />}
          <Button type="submit" look="primary" size="large" className="w-full sm:w-64">
            {t.start}
          </Button>
        </footer>
      </form>
    </div>
  );
}

function Mode({ mode, chosen, onChoose }: { mode: Wishes['mode']; chosen: Wishes['mode']; onChoose(mode: Wishes['mode']): void }) {
  const t = useText().calls.random;
  return (
    <label className="flex cursor-pointer items-center justify-center gap-2 rounded-xl border border-line px-4 py-3 font-medium has-checked:border-accent has-checked:bg-selected has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
      <input type="radio" name="mode" value={mode} checked={mode === chosen} onChange={() => onChoose(mode)} className="sr-only" />
      {mode === 'video' ? <Video aria-hidden className="size-5" /> : <MessageSquareText aria-hidden className="size-5" />}
      {t[mode]}
    </label>
  );
}

function More({ wishes, language }: { wishes: Store<Wishes>; language: string }) {
  const t = useText().calls.random;
  const wish = useStore(wishes);
  const [isOpen] = useState(Boolean(wish.age || wish.minAge || wish.maxAge || wish.country || wish.countries.length));
  const countries = useMemo(() => countryChoices(language), [language]);
  const age = (label: string, name: 'age' | 'minAge' | 'maxAge') => (
    <TextField label={label} inputMode="numeric" autoComplete="off" maxLength={3} value={wish[name]} error={ageOf(wish[name]) === undefined ? t.ageWrong : null} onChange={(event) => wishes.patch({ [name]: event.target.value })} />
  );
  return (
    <details open={isOpen} className="group">
      <summary className="flex items-center gap-2 py-1 font-medium">
        <ChevronDown aria-hidden className="size-4 transition-transform group-open:rotate-180" />
        {t.more}
      </summary>
      <div className="flex flex-col gap-4 pt-2">
        <p className="text-sm text-muted">{t.moreHint}</p>
        <div className="grid items-start gap-3 sm:grid-cols-3">
          {age(t.age, 'age')}
          {age(t.minAge, 'minAge')}
          {age(t.maxAge, 'maxAge')}
        </div>
        <SelectField label={t.country} value={wish.country} onChange={(event) => wishes.patch({ country: event.target.value })}>
          <option value="">{t.untold}</option>
          {countries.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
        <ChosenChips label={t.countries} add={t.anywhere} choices={countries} values={wish.countries} onChange={(chosen) => wishes.patch({ countries: chosen })} />
      </div>
    </details>
  );
}
