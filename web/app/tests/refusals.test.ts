import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { ParlanceError } from '@parlance/client';
import { en } from '../src/i18n/en/index.ts';
import { es } from '../src/i18n/es/index.ts';
import { fr } from '../src/i18n/fr/index.ts';
import { spoken, type Text } from '../src/i18n/index.ts';
import { sentenceOf } from '../src/views/ui/sentence.ts';

const wire = readFileSync(new URL('../../../docs/wire/native.md', import.meta.url), 'utf8');
const codes = [...wire.match(/^Codes: ([^.]+)\./m)![1]!.matchAll(/`(\w+)`/g)].map(([, code]) => code!);
/** Nobody who uses the app meets these. */
const operatorOnly = ['no_partner'];

const texts: [Text, 'en' | 'es' | 'fr'][] = [
  [en, 'en'],
  [es, 'es'],
  [fr, 'fr'],
];
const speak = (text: Text, language: 'en' | 'es' | 'fr') => spoken.set({ language, locale: language, direction: 'ltr', text });
const refusal = (code: string, field?: string) => new ParlanceError({ code, message: 'In the server’s own words.', ...(field ? { field } : {}) });

afterEach(() => speak(en, 'en'));

test('every refusal of the wire has a sentence in every language', () => {
  expect(codes).toContain('forbidden');
  for (const [text, language] of texts) {
    speak(text, language);
    const own = codes.filter((code) => sentenceOf(refusal(code)) === 'In the server’s own words.');
    expect(own.sort()).toEqual(language === 'en' ? ['forbidden', 'invalid', ...operatorOnly] : operatorOnly);
  }
});

test('in another language the field tells what is wrong, as far as it can', () => {
  speak(es, 'es');
  expect(sentenceOf(refusal('forbidden', 'content'))).toMatch(/palabras o enlaces/);
  expect(sentenceOf(refusal('invalid', 'display_name'))).toBe(sentenceOf(refusal('invalid', 'name')));
  expect(sentenceOf(refusal('invalid', 'email'))).toMatch(/correo/);
  expect(sentenceOf(refusal('invalid', 'slow_mode_s'))).toBe(sentenceOf(refusal('invalid')));
});

test('what is no refusal is told as it is', () => {
  expect(sentenceOf(new Error('Odd.'))).toBe('Odd.');
  expect(sentenceOf(refusal('something_new'))).toBe('In the server’s own words.');
});
