import type { ReactNode } from 'react';
import { Dialog as Radix } from 'radix-ui';
import { X } from 'lucide-react';
import { useText } from '../use-text.ts';
import { classes } from './classes.ts';
import { useFocusReturn } from './focus-return.ts';

interface DialogProps {
  open: boolean;
  onClose(): void;
  title: string;
  /** A sentence below the title. */
  description?: ReactNode;
  wide?: boolean;
  children: ReactNode;
  /** The row of buttons at the foot. */
  actions?: ReactNode;
}

/** In the middle of a wide screen, at the foot of a narrow one. Keeps the focus, and gives it back when it closes. */
export function Dialog({ open, onClose, title, description, wide, children, actions }: DialogProps) {
  const t = useText();
  const giveFocusBack = useFocusReturn(open);
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          onCloseAutoFocus={giveFocusBack}
          className={classes(
            'fixed z-40 flex max-h-[92dvh] flex-col bg-raised shadow-raised outline-none',
            'inset-x-0 bottom-0 rounded-t-2xl pb-[env(safe-area-inset-bottom)]',
            'sm:inset-auto sm:top-1/2 sm:left-1/2 sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-2xl',
            wide ? 'sm:w-[42rem]' : 'sm:w-[28rem]',
            'sm:max-w-[calc(100vw-2rem)]',
          )}
        >
          <header className="flex items-start gap-2 px-5 pt-4 pb-2">
            <div className="min-w-0 flex-1 pt-1">
              <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
              {description && <Radix.Description className="mt-1 text-muted">{description}</Radix.Description>}
            </div>
            <Radix.Close asChild>
              {/* Without a tip: it would be open from the start, as the focus begins here, and take the first Escape. */}
              <button type="button" aria-label={t.common.close} className="inline-flex size-10 shrink-0 items-center justify-center rounded-lg transition-colors hover:bg-hover">
                <X aria-hidden className="size-5" />
              </button>
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-2">{children}</div>
          {actions ? <footer className="flex flex-wrap justify-end gap-2 px-5 pt-2 pb-5">{actions}</footer> : <div className="pb-3" />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
