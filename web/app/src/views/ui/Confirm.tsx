import { useState } from 'react';
import { useText } from '../use-text.ts';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { ErrorNote } from './Notes.tsx';

/** Asks before what cannot be taken back. Stays open, and says why, when it fails. */
export function Confirm({ title, hint, action, onConfirm, onClose }: { title: string; hint: string; action: string; onConfirm(): Promise<unknown> | void; onClose(): void }) {
  const t = useText();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  async function confirm() {
    setBusy(true);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={hint}
      actions={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button look="danger" busy={busy} onClick={() => void confirm()}>
            {action}
          </Button>
        </>
      }
    >
      {failure !== null && <ErrorNote error={failure} />}
    </Dialog>
  );
}
