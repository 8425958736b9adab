import { useSubmit } from '../ui/use-submit.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/Field.tsx';
import { ErrorNote } from '../ui/Notes.tsx';
import { useText } from '../use-text.ts';

export function AskPassword({ room, join, onJoined, onClose }: { room: string; join(password: string): Promise<unknown>; onJoined(): void; onClose(): void }) {
  const t = useText();
  const { submit, busy, error } = useSubmit(async (form) => {
    await join(form.get('password') as string);
    onJoined();
  });
  return (
    <Dialog open onClose={onClose} title={t.rooms.join} description={t.rooms.enterPassword(room)}>
      <form className="flex flex-col gap-4 pb-2" onSubmit={submit}>
        <TextField label={t.rooms.password} name="password" type="password" required autoComplete="off" autoFocus />
        {error && <ErrorNote error={error} />}
        <Button type="submit" look="primary" busy={busy}>
          {t.rooms.join}
        </Button>
      </form>
    </Dialog>
  );
}
