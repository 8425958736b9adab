import { Download, X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { IconButton } from '../ui/Button.tsx';
import { useFocusReturn } from '../ui/focus-return.ts';
import { useText } from '../use-text.ts';

/** An image as large as the window. */
export function Lightbox({ url, name, onClose }: { url: string; name: string; onClose(): void }) {
  const t = useText();
  const giveFocusBack = useFocusReturn(true);
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-stage/95" />
        <Radix.Content
          aria-describedby={undefined}
          // The first button would show its tip at once, and the first Escape would close that alone.
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            (event.currentTarget as HTMLElement).focus();
          }}
          onCloseAutoFocus={giveFocusBack}
          className="fixed inset-0 z-40 flex flex-col text-white outline-none"
        >
          <header className="flex items-center gap-1 p-2 ps-4">
            <Radix.Title className="min-w-0 flex-1 truncate">{name}</Radix.Title>
            <a href={url} download={name} target="_blank" rel="noopener noreferrer" aria-label={t.conversation.download} title={t.conversation.download} className="inline-flex size-10 items-center justify-center rounded-lg hover:bg-white/15">
              <Download aria-hidden className="size-5" />
            </a>
            <Radix.Close asChild>
              <IconButton label={t.common.close} className="text-white! hover:bg-white/15!">
                <X />
              </IconButton>
            </Radix.Close>
          </header>
          {/* Beside the image a click closes, as people expect of it; the keyboard has Escape. */}
          <div className="flex min-h-0 flex-1 items-center justify-center p-2 pb-4" onClick={(event) => event.target === event.currentTarget && onClose()}>
            <img src={url} alt={name} className="max-h-full max-w-full rounded object-contain" />
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
