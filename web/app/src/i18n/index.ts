import { lateCode } from '../state/late-code.ts';
import { Store } from '../state/store.ts';
import { preferences, type Language } from '../state/preferences.ts';
import { en } from './en/index.ts';

/** All that the app says. Every language has the same shape; the compiler sees to it. */
export type Text = typeof en;

export const languages: Record<Language, string> = { en: 'English', es: 'Español', fr: 'Français' };

/** English is there at once, the others when they are asked for. */
const loaders: Record<Language, () => Promise<Text>> = {
  en: async () => en,
  es: async () => (await lateCode.load(() => import('./es/index.ts'))).es,
  fr: async () => (await lateCode.load(() => import('./fr/index.ts'))).fr,
};

/** Languages written from right to left, for whoever adds one. */
const rightToLeft: readonly string[] = ['ar', 'fa', 'he', 'ur'];

export interface Spoken {
  language: Language;
  /** The language as it is written where the reader is: `en-GB` has another clock than `en`. */
  locale: string;
  direction: 'ltr' | 'rtl';
  text: Text;
}

export const spoken = new Store<Spoken>({ language: 'en', locale: 'en', direction: 'ltr', text: en });

/** The first of the browser's languages that there is. */
export function preferred(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const language = tag.split('-')[0]!.toLowerCase();
    if (language in languages) return language as Language;
  }
  return 'en';
}

/** Speaks the language chosen, now and whenever another is. Resolves when the first is there, or is late: until it comes, the app speaks English. */
export async function speak(): Promise<void> {
  const say = async () => {
    const language = preferences.value.language ?? preferred(navigator.languages);
    const locale = navigator.languages.find((tag) => tag.split('-')[0] === language) ?? language;
    if (language !== spoken.value.language || locale !== spoken.value.locale) {
      const text = await loaders[language]();
      spoken.set({ language, locale, direction: rightToLeft.includes(language) ? 'rtl' : 'ltr', text });
    }
    document.documentElement.lang = spoken.value.language;
    document.documentElement.dir = spoken.value.direction;
  };
  preferences.subscribe(() => void say());
  await Promise.race([say(), lateCode.delayed()]);
}

/** Chooses by number, as the language counts: `plural('en', 1, { one: '1 member', other: '1 members' })`. */
export function plural(language: Language, count: number, forms: { one: string; other: string; many?: string }): string {
  const form = new Intl.PluralRules(language).select(count);
  return (form === 'one' ? forms.one : form === 'many' ? (forms.many ?? forms.other) : forms.other).replace('#', new Intl.NumberFormat(language).format(count));
}
