import type { ButtonHTMLAttributes, MouseEvent, ReactNode, Ref } from 'react';
import { Tooltip } from 'radix-ui';
import { classes } from './classes.ts';
import { Spinner } from './Spinner.tsx';

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'quiet-danger' | 'danger' | 'stage';

const looks: Record<ButtonLook, string> = {
  primary: 'bg-accent text-accent-ink hover:bg-accent-strong',
  secondary: 'bg-raised text-ink border border-line hover:bg-hover',
  quiet: 'text-ink hover:bg-hover',
  'quiet-danger': 'text-danger hover:bg-danger-soft',
  danger: 'bg-danger text-page hover:opacity-90',
  // Over pictures, which are dark in both themes.
  stage: 'bg-black/60 text-white ring-1 ring-white/25 hover:bg-black/80',
};

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: ButtonLook;
  size?: 'small' | 'normal' | 'large';
  /** Shows that it works on it, and takes no further clicks; it keeps the focus, which a disabled button loses. */
  busy?: boolean;
  icon?: ReactNode;
  ref?: Ref<HTMLButtonElement>;
};

const takeNone = (event: MouseEvent) => event.preventDefault();

const sizes = { small: 'h-8 px-3 text-sm', normal: 'h-10 px-4', large: 'h-12 px-6 text-base' };

export function Button({ look = 'secondary', size = 'normal', busy = false, icon, className, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      onClick={busy ? takeNone : onClick}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      className={classes('inline-flex items-center justify-center gap-2 rounded-lg font-medium whitespace-nowrap transition-colors disabled:opacity-55 aria-busy:opacity-55', sizes[size], looks[look], className)}
    >
      {busy ? <Spinner small /> : icon}
      {children}
    </button>
  );
}

type IconButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  /** What it does: read aloud, and shown as a tip. */
  label: string;
  size?: 'small' | 'normal' | 'large';
  look?: ButtonLook;
  ref?: Ref<HTMLButtonElement>;
};

const squares = { small: 'size-8', normal: 'size-10', large: 'size-12' };

/** A button that is an icon alone. */
export function IconButton({ label, size = 'normal', look = 'quiet', className, children, ...rest }: IconButtonProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>
        <button
          type="button"
          aria-label={label}
          {...rest}
          className={classes('inline-flex shrink-0 items-center justify-center rounded-lg transition-colors disabled:opacity-45 [&>svg]:size-5', squares[size], looks[look], className)}
        >
          {children}
        </button>
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content sideOffset={6} className="z-50 rounded-md bg-ink px-2 py-1 text-xs text-page shadow-raised">
          {label}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
