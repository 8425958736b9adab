import { X } from 'lucide-react';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { Button, IconButton } from './Button.tsx';
import { classes } from './classes.ts';
import { dismiss, toasts } from './toasts.ts';

export function Toasts() {
  const t = useText();
  const notes = useStore(toasts);
  return (
    <div aria-live="polite" className="pointer-events-none fixed inset-x-0 top-3 z-50 flex flex-col items-center gap-2 px-4">
      {notes.map((note) => (
        <div key={note.id} className={classes('pointer-events-auto flex max-w-full items-center gap-2 rounded-xl py-1 ps-4 pe-1 shadow-raised', note.kind === 'error' ? 'bg-danger text-page' : 'bg-ink text-page')}>
          <span className="min-w-0 py-2">{note.text}</span>
          {note.action && (
            <Button
              size="small"
              look="quiet"
              className="text-page! hover:bg-transparent! underline"
              onClick={() => {
                note.action?.run();
                dismiss(note.id);
              }}
            >
              {note.action.label}
            </Button>
          )}
          <IconButton label={t.common.close} size="small" className="hover:bg-transparent!" onClick={() => dismiss(note.id)}>
            <X />
          </IconButton>
        </div>
      ))}
    </div>
  );
}
