import { useId, type InputHTMLAttributes, type ReactNode, type Ref, type SelectHTMLAttributes, type TextareaHTMLAttributes } from 'react';
import { Switch as RadixSwitch } from 'radix-ui';
import { classes } from './classes.ts';

const box = 'w-full rounded-lg border border-line-strong bg-raised px-3 text-ink placeholder:text-muted focus-visible:outline-offset-0 disabled:opacity-60 aria-invalid:border-danger';

interface Said {
  label: string;
  /** A sentence below the field. */
  hint?: ReactNode;
  /** What is wrong with the value; read aloud when it appears. */
  error?: string | null | undefined;
  /** The label is read aloud, but not shown. */
  hideLabel?: boolean;
}

function Frame({ id, label, hint, error, hideLabel, children, className }: Said & { id: string; children: ReactNode; className?: string | undefined }) {
  return (
    <div className={classes('flex flex-col gap-1', className)}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-sm font-medium'}>
        {label}
      </label>
      {children}
      {error ? (
        <p id={`${id}-note`} role="alert" className="text-sm text-danger">
          {error}
        </p>
      ) : hint ? (
        <p id={`${id}-note`} className="text-sm text-muted">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

function described(id: string, { hint, error }: Said) {
  return { id, 'aria-invalid': error ? true : undefined, 'aria-describedby': hint || error ? `${id}-note` : undefined };
}

export function TextField({ label, hint, error, hideLabel, className, ref, ...rest }: Said & InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> }) {
  const id = useId();
  return (
    <Frame {...{ id, label, hint, error, hideLabel, className }}>
      <input ref={ref} {...rest} {...described(id, { label, hint, error })} className={classes(box, 'h-10')} />
    </Frame>
  );
}

export function TextArea({ label, hint, error, hideLabel, className, ref, ...rest }: Said & TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> }) {
  const id = useId();
  return (
    <Frame {...{ id, label, hint, error, hideLabel, className }}>
      <textarea ref={ref} rows={3} {...rest} {...described(id, { label, hint, error })} className={classes(box, 'py-2')} />
    </Frame>
  );
}

/** The platform's own list of choices: it is right on every phone and for every screen reader. */
export function SelectField({ label, hint, error, hideLabel, className, children, ...rest }: Said & SelectHTMLAttributes<HTMLSelectElement>) {
  const id = useId();
  return (
    <Frame {...{ id, label, hint, error, hideLabel, className }}>
      <select {...rest} {...described(id, { label, hint, error })} className={classes(box, 'h-10')}>
        {children}
      </select>
    </Frame>
  );
}

export function Switch({ label, hint, checked, onChange, disabled }: { label: string; hint?: string; checked: boolean; onChange(on: boolean): void; disabled?: boolean }) {
  const id = useId();
  return (
    <div className="flex items-center justify-between gap-4 py-1">
      <label htmlFor={id} className="min-w-0">
        <span className="block">{label}</span>
        {hint && <span className="block text-sm text-muted">{hint}</span>}
      </label>
      <RadixSwitch.Root
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        {...(disabled === undefined ? {} : { disabled })}
        className="relative h-6 w-11 shrink-0 rounded-full border border-line-strong bg-surface transition-colors disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent"
      >
        <RadixSwitch.Thumb className="block size-4 translate-x-1 rounded-full bg-line-strong transition-transform data-[state=checked]:translate-x-6 data-[state=checked]:bg-accent-ink rtl:-translate-x-1 rtl:data-[state=checked]:-translate-x-6" />
      </RadixSwitch.Root>
    </div>
  );
}
