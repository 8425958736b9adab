import { useState, type FormEvent } from 'react';
import { ParlanceError } from '@parlance/client';
import { sentenceOf } from './sentence.ts';

/** A form that is sent once at a time. What the server refuses of one field is said at the field, everything else below. */
export function useSubmit(send: (form: FormData) => Promise<void>) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [shownFields] = useState(() => new Set<string>());
  const field = failure instanceof ParlanceError ? failure.field : undefined;
  return {
    busy,
    /** What no field shows. */
    error: failure !== null && !(field !== undefined && shownFields.has(field)) ? failure : null,
    fieldError(name: string): string | null {
      shownFields.add(name);
      return field === name ? sentenceOf(failure) : null;
    },
    async submit(event: FormEvent<HTMLFormElement>): Promise<void> {
      event.preventDefault();
      if (busy) return;
      setBusy(true);
      setFailure(null);
      try {
        await send(new FormData(event.currentTarget));
      } catch (error) {
        setFailure(error);
      } finally {
        setBusy(false);
      }
    },
  };
}
