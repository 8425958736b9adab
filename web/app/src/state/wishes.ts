import type { MatchWishes } from '@parlance/client';
import { Store } from './store.ts';

/** What one filled in before meeting somebody; kept on this device. */
export interface Wishes {
  mode: 'video' | 'text';
  languages: string[];
  interests: string[];
  /** As typed. */
  age: string;
  minAge: string;
  maxAge: string;
  country: string;
  countries: string[];
  auto: boolean;
}

const key = 'parlance.random';
const nothing: Wishes = { mode: 'video', languages: [], interests: [], age: '', minAge: '', maxAge: '', country: '', countries: [], auto: true };

/** @param language What is offered to whoever filled in nothing yet. */
export function rememberedWishes(language: string, memory: Pick<Storage, 'getItem' | 'setItem'> = localStorage): Store<Wishes> {
  const store = new Store<Wishes>({ ...nothing, languages: [language], ...read(memory) });
  store.subscribe(() => {
    try {
      memory.setItem(key, JSON.stringify(store.value));
    } catch {
      // They then last as long as the page.
    }
  });
  return store;
}

/** Empty for a field left empty, undefined for what is no age. */
export function ageOf(typed: string): number | '' | undefined {
  if (typed.trim() === '') return '';
  const age = Number(typed);
  return Number.isInteger(age) && age >= 13 && age <= 120 ? age : undefined;
}

/** What the server is told: nothing of what was left empty. */
export function toMatch({ mode, languages, interests, age, minAge, maxAge, country, countries, auto }: Wishes): MatchWishes {
  return {
    mode,
    auto,
    ...(languages.length > 0 ? { languages } : {}),
    ...(interests.length > 0 ? { interests } : {}),
    ...(country ? { country } : {}),
    ...(countries.length > 0 ? { countries } : {}),
    ...numbers({ age, min_age: minAge, max_age: maxAge }),
  };
}

function numbers(typed: Record<'age' | 'min_age' | 'max_age', string>): MatchWishes {
  const given = Object.entries(typed).map(([name, text]) => [name, ageOf(text)] as const);
  return Object.fromEntries(given.filter(([, age]) => typeof age === 'number')) as MatchWishes;
}

function read(memory: Pick<Storage, 'getItem'>): Partial<Wishes> {
  try {
    return JSON.parse(memory.getItem(key) ?? '{}') as Partial<Wishes>;
  } catch {
    return {};
  }
}
