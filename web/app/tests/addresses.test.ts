import { expect, test } from 'vitest';
import { numberIn, wordsIn } from '../src/state/addresses.ts';

test('only a whole number that can be told from the next one is a number', () => {
  expect(['12', '0', '9007199254740991'].map(numberIn)).toEqual([12, 0, 9_007_199_254_740_991]);
  for (const part of ['', 'abc', '-1', '1.5', '1e3', '0x1', '999999999999999999999']) expect(numberIn(part)).toBeUndefined();
});

test('what is no encoding is taken as it is', () => {
  expect(wordsIn('a%2Fb%20%C3%B1')).toBe('a/b ñ');
  expect(['%E0%A4%A', '50%'].map(wordsIn)).toEqual(['%E0%A4%A', '50%']);
});
