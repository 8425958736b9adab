import { useState } from 'react';
import { AccountForm } from '../start/AccountForm.tsx';
import { useChat, useSession } from '../session-context.ts';
import { Button } from '../ui/Button.tsx';
import { Confirm } from '../ui/Confirm.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/Field.tsx';
import { ErrorNote } from '../ui/Notes.tsx';
import { toast } from '../ui/toasts.ts';
import { useSubmit } from '../ui/use-submit.ts';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';

type Asked = 'upgrade' | 'password' | 'sign-out' | 'delete' | null;

/** Signing out, and what keeps an account one's own. */
export function Account() {
  const t = useText();
  const session = useSession();
  const me = useStore(useChat().me);
  const [asks, setAsks] = useState<Asked>(null);
  const close = () => setAsks(null);
  return (
    <div className="flex flex-col gap-4">
      {me.guest ? (
        <div className="flex flex-col items-start gap-3 rounded-xl bg-accent-soft p-4">
          <h3 className="font-semibold">{t.settings.guestTitle}</h3>
          <p>{t.settings.guestHint}</p>
          <Button look="primary" onClick={() => setAsks('upgrade')}>
            {t.settings.makeAccount}
          </Button>
        </div>
      ) : (
        <p className="text-muted">{t.settings.signedInAs(me.username ?? me.name)}</p>
      )}
      <div className="flex flex-wrap gap-2">
        {!me.guest && <Button onClick={() => setAsks('password')}>{t.settings.changePassword}</Button>}
        <Button onClick={() => (me.guest ? setAsks('sign-out') : void session.signOut())}>{t.settings.signOut}</Button>
        {!me.guest && <Button onClick={() => void session.signOut(true)}>{t.settings.signOutEverywhere}</Button>}
        <Button look="quiet-danger" onClick={() => setAsks('delete')}>
          {t.settings.deleteAccount}
        </Button>
      </div>
      {asks === 'upgrade' && (
        <Dialog open onClose={close} title={t.settings.makeAccount}>
          <AccountForm save={(fields) => session.upgrade(fields)} />
        </Dialog>
      )}
      {asks === 'password' && <ChangePassword onClose={close} />}
      {asks === 'sign-out' && (
        <Confirm title={t.settings.signOutGuestQuestion} hint={t.settings.signOutGuestHint} action={t.settings.signOut} onConfirm={() => session.signOut()} onClose={close} />
      )}
      {asks === 'delete' && <DeleteAccount onClose={close} needsPassword={!me.guest} />}
    </div>
  );
}

function ChangePassword({ onClose }: { onClose(): void }) {
  const t = useText();
  const session = useSession();
  const { submit, busy, error, fieldError } = useSubmit(async (form) => {
    await session.changePassword(form.get('current') as string, form.get('new') as string);
    toast(t.settings.passwordChanged);
    onClose();
  });
  return (
    <Dialog open onClose={onClose} title={t.settings.changePassword}>
      <form className="flex flex-col gap-4 pb-2" onSubmit={submit}>
        <TextField label={t.settings.currentPassword} name="current" type="password" required autoComplete="current-password" error={fieldError('current_password')} />
        <TextField label={t.settings.newPassword} name="new" type="password" required minLength={6} autoComplete="new-password" error={fieldError('new_password')} />
        {error !== null && <ErrorNote error={error} />}
        <Button type="submit" look="primary" busy={busy}>
          {t.settings.changePassword}
        </Button>
      </form>
    </Dialog>
  );
}

function DeleteAccount({ onClose, needsPassword }: { onClose(): void; needsPassword: boolean }) {
  const t = useText();
  const session = useSession();
  const { submit, busy, error } = useSubmit((form) => session.deleteAccount((form.get('password') as string | null) ?? undefined));
  return (
    <Dialog open onClose={onClose} title={t.settings.deleteQuestion} description={t.settings.deleteHint}>
      <form className="flex flex-col gap-4 pb-2" onSubmit={submit}>
        {needsPassword && <TextField label={t.start.password} name="password" type="password" required autoComplete="current-password" />}
        {error !== null && <ErrorNote error={error} />}
        <Button type="submit" look="danger" busy={busy}>
          {t.settings.deleteAccount}
        </Button>
      </form>
    </Dialog>
  );
}
