import { useEffect, useRef, type ReactNode } from 'react';
import { X } from 'lucide-react';
import { IconButton } from '../ui/Button.tsx';
import { giveFocus, useOpener } from '../ui/focus-return.ts';
import { useText } from '../use-text.ts';

/** Beside the messages where there is room, over them where there is not. Takes the focus, and gives it back when it closes. */
export function SidePanel({ label, title, onClose, children }: { label: string; title?: string; onClose(): void; children: ReactNode }) {
  const t = useText();
  const panel = useRef<HTMLElement>(null);
  const opener = useOpener(true);
  useEffect(() => {
    if (!panel.current!.contains(document.activeElement)) panel.current!.focus();
    return () => giveFocus(opener);
  }, [opener]);
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={label}
      onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && onClose()}
      className="flex min-h-0 flex-col border-line bg-page outline-none max-lg:absolute max-lg:inset-0 max-lg:z-30 lg:w-88 lg:shrink-0 lg:border-s"
    >
      {title && (
        <header className="flex min-h-14 items-center gap-2 ps-4 pe-2">
          <h2 className="min-w-0 flex-1 truncate font-semibold">{title}</h2>
          <IconButton label={t.common.close} onClick={onClose}>
            <X />
          </IconButton>
        </header>
      )}
      {children}
    </aside>
  );
}
