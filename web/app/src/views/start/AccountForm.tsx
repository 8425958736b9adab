import type { FormEvent } from 'react';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/Field.tsx';
import { ErrorNote } from '../ui/Notes.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { useText } from '../use-text.ts';

/** Name and password of a new account; also of a guest who becomes one. */
export function AccountForm({ save }: { save(fields: { username: string; password: string; email?: string }): Promise<void> }) {
  const t = useText();
  const { submit, busy, error, fieldError } = useSubmit((form) => {
    const email = (form.get('email') as string).trim();
    return save({ username: (form.get('username') as string).trim(), password: form.get('password') as string, ...(email ? { email } : {}) });
  });
  return (
    <form className="flex flex-col gap-4" onSubmit={(event: FormEvent<HTMLFormElement>) => submit(event)}>
      <TextField label={t.start.username} name="username" required autoComplete="username" autoCapitalize="none" error={fieldError('username')} hint={t.start.usernameHint} />
      <TextField label={t.start.password} name="password" type="password" required minLength={6} autoComplete="new-password" error={fieldError('password')} />
      <TextField label={t.start.email} name="email" type="email" autoComplete="email" error={fieldError('email')} />
      {error && <ErrorNote error={error} />}
      <Button type="submit" look="primary" size="large" busy={busy}>
        {t.start.createAccount}
      </Button>
    </form>
  );
}
