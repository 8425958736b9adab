import { ParlanceError } from '@parlance/client';
import { spoken } from '../../i18n/index.ts';

/** What to tell a person of a failure, in their language where there are words for it. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof ParlanceError)) return error instanceof Error ? error.message : String(error);
  const { errors } = spoken.value.text;
  switch (error.code) {
    case 'rate_limited':
      return errors.rate_limited(error.retryAfter === undefined ? null : Math.ceil(error.retryAfter / 1_000));
    case 'forbidden':
    case 'invalid':
      return errors[error.code](error.message, error.field);
    default: {
      const known = (errors as Record<string, unknown>)[error.code];
      // The remedies of the others are for whoever writes a client.
      return typeof known === 'string' ? known : error.message;
    }
  }
}
