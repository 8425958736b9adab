import { useState } from 'react';
import type { ParlanceError } from '@parlance/client';
import { Link } from 'wouter';
import { useSession } from '../session-context.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/Field.tsx';
import { ErrorNote } from '../ui/Notes.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { useText } from '../use-text.ts';
import { AccountForm } from './AccountForm.tsx';
import { LanguageAndTheme } from './LanguageAndTheme.tsx';
import { useSubmit } from '../ui/use-submit.ts';

type Way = 'guest' | 'sign-in' | 'register';

/** The first page: a name is enough; whoever has an account signs in. */
export function Start({ refusal }: { refusal?: ParlanceError }) {
  const t = useText();
  const [way, setWay] = useState<Way>('guest');
  return (
    <div className="flex min-h-full flex-col overflow-y-auto">
      <main tabIndex={-1} className="outline-none mx-auto flex w-full max-w-md flex-1 flex-col justify-center gap-6 px-4 py-10">
        <header className="flex flex-col items-center gap-3 text-center">
          <img src="/app/icon.svg" alt="" className="size-14" />
          <h1 className="text-3xl font-semibold tracking-tight">{t.common.appName}</h1>
          <p className="text-muted">{t.start.tagline}</p>
        </header>
        {refusal && <ErrorNote error={refusal} />}
        <div className="rounded-2xl border border-line bg-raised">
          <Tabs<Way>
            label={t.start.ways}
            value={way}
            onChange={setWay}
            tabs={[
              { name: 'guest', label: t.start.guest },
              { name: 'sign-in', label: t.start.signIn },
              { name: 'register', label: t.start.register },
            ]}
          >
            <div className="p-5">{way === 'guest' ? <GuestForm /> : way === 'sign-in' ? <SignInForm /> : <RegisterForm />}</div>
          </Tabs>
        </div>
      </main>
      <footer className="flex flex-wrap items-center justify-center gap-x-6 gap-y-2 px-4 pb-6 text-sm text-muted">
        <LanguageAndTheme />
        <Link href="/doctor" className="underline">
          {t.start.checkConnection}
        </Link>
      </footer>
    </div>
  );
}

function GuestForm() {
  const t = useText();
  const session = useSession();
  const [name, setName] = useState('');
  const { submit, busy, error, fieldError } = useSubmit(() => session.enterAsGuest(name.trim()));
  return (
    <form className="flex flex-col gap-4" onSubmit={submit}>
      <TextField label={t.start.name} value={name} onChange={(e) => setName(e.target.value)} maxLength={64} required autoComplete="nickname" error={fieldError('name')} hint={t.start.guestHint} />
      {error && <ErrorNote error={error} />}
      <Button type="submit" look="primary" size="large" busy={busy} disabled={name.trim() === ''}>
        {t.start.goAsGuest}
      </Button>
    </form>
  );
}

function SignInForm() {
  const t = useText();
  const session = useSession();
  const { submit, busy, error } = useSubmit((form) => session.signIn(form.get('username') as string, form.get('password') as string));
  return (
    <form className="flex flex-col gap-4" onSubmit={submit}>
      <TextField label={t.start.usernameOrEmail} name="username" required autoComplete="username" autoCapitalize="none" />
      <TextField label={t.start.password} name="password" type="password" required autoComplete="current-password" />
      {error && <ErrorNote error={error} />}
      <Button type="submit" look="primary" size="large" busy={busy}>
        {t.start.signIn}
      </Button>
    </form>
  );
}

function RegisterForm() {
  const session = useSession();
  return <AccountForm save={(fields) => session.register(fields)} />;
}
