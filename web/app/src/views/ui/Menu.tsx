import type { ReactNode } from 'react';
import { Check } from 'lucide-react';
import { ContextMenu, DropdownMenu } from 'radix-ui';
import { classes } from './classes.ts';
import { isFocusTaken } from './focus-return.ts';

const sheet = 'z-50 min-w-48 overflow-y-auto rounded-xl border border-line bg-raised p-1 shadow-raised';

/** A menu that opens from `trigger`, a single button. */
export function Menu({ trigger, children, align = 'end', label }: { trigger: ReactNode; children: ReactNode; align?: 'start' | 'end'; label?: string }) {
  return (
    // Not modal: what a modal menu hides from screen readers stays focusable, which confuses them.
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          className={classes(sheet, 'max-h-[var(--radix-dropdown-menu-content-available-height)]')}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const row = 'flex min-h-10 cursor-pointer items-center gap-3 rounded-lg px-3 outline-none select-none data-[disabled]:opacity-50 data-[highlighted]:bg-hover [&>svg]:size-4 [&>svg]:shrink-0';

export function MenuItem({ icon, children, onSelect, danger, disabled }: { icon?: ReactNode; children: ReactNode; onSelect(): void; danger?: boolean; disabled?: boolean }) {
  return (
    <DropdownMenu.Item
      onSelect={onSelect}
      {...(disabled === undefined ? {} : { disabled })}
      className={classes(row, danger && 'text-danger')}
    >
      {icon}
      {children}
    </DropdownMenu.Item>
  );
}

interface Choices {
  label: string;
  value: string | undefined;
  choices: readonly { value: string; label: string }[];
  onChange(value: string): void;
  /** Said where there is nothing to choose from. */
  none: string;
}

/** One of several, with a tick. */
export function MenuChoices({ label, value, choices, onChange, none }: Choices) {
  return (
    <DropdownMenu.RadioGroup value={value ?? ''} onValueChange={onChange} aria-label={label}>
      <DropdownMenu.Label className="px-3 pt-2 pb-1 text-sm text-muted">{label}</DropdownMenu.Label>
      {choices.length === 0 && <p className="px-3 pb-2 text-sm">{none}</p>}
      {choices.map((choice) => (
        <DropdownMenu.RadioItem
          key={choice.value}
          value={choice.value}
          className="flex min-h-10 max-w-80 cursor-pointer items-center gap-3 rounded-lg px-3 outline-none select-none data-[highlighted]:bg-hover"
        >
          <span aria-hidden className="size-4 shrink-0">
            <DropdownMenu.ItemIndicator>
              <Check className="size-4" />
            </DropdownMenu.ItemIndicator>
          </span>
          {choice.label}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

export function MenuLine() {
  return <DropdownMenu.Separator className="my-1 h-px bg-line" />;
}

/** What was chosen may have moved the focus on, to where one writes. */
const keepTaken = (event: Event) => isFocusTaken() && event.preventDefault();

/**
 * A menu where the pointer is, on a right click, a long touch or the menu key. `children` is a single element. On a phone it is less than half a screen
 * wide, so that it fits on one side of wherever it was asked for.
 */
export function ContextArea({ children, menu, label }: { children: ReactNode; menu: ReactNode; label: string }) {
  return (
    <ContextMenu.Root modal={false}>
      <ContextMenu.Trigger asChild>{children}</ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Content aria-label={label} collisionPadding={8} onCloseAutoFocus={keepTaken} className={classes(sheet, 'max-h-[var(--radix-context-menu-content-available-height)] max-sm:w-42 max-sm:min-w-0')}>
          {menu}
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}

export function ContextItem({ icon, children, onSelect, danger, className, label }: { icon?: ReactNode; children: ReactNode; onSelect(): void; danger?: boolean; className?: string; label?: string }) {
  return (
    <ContextMenu.Item onSelect={onSelect} aria-label={label} className={classes(row, danger && 'text-danger', className)}>
      {icon}
      {children}
    </ContextMenu.Item>
  );
}

export function ContextLine() {
  return <ContextMenu.Separator className="my-1 h-px bg-line" />;
}
