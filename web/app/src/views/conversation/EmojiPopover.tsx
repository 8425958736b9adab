import { Popover } from 'radix-ui';
import { Suspense, type ReactNode } from 'react';
import { late } from '../late.ts';
import { Loading } from '../ui/Notes.tsx';
import { useText } from '../use-text.ts';

const EmojiPicker = late(() => import('./EmojiPicker.tsx'));

interface EmojiPopoverProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  onPick(emoji: string): void;
  /** The button it opens from. */
  trigger: ReactNode;
  onCloseAutoFocus?(event: Event): void;
}

export function EmojiPopover({ open, onOpenChange, onPick, trigger, onCloseAutoFocus }: EmojiPopoverProps) {
  const t = useText();
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content side="top" align="end" sideOffset={6} collisionPadding={8} aria-label={t.conversation.emoji} {...(onCloseAutoFocus ? { onCloseAutoFocus } : {})} className="z-50 overflow-hidden rounded-xl border border-line bg-raised shadow-raised">
          <Suspense fallback={<div className="flex h-80 w-[19rem]"><Loading /></div>}>
            <EmojiPicker onPick={onPick} />
          </Suspense>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
