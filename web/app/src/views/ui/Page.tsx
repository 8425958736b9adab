import type { ReactNode } from 'react';
import { classes } from './classes.ts';

/** A page that is not a conversation: its title, what one can do on it, and its content, no wider than one reads well. */
export function Page({ title, actions, narrow = false, children }: { title: string; actions?: ReactNode; narrow?: boolean; children: ReactNode }) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className={classes('mx-auto flex min-h-full flex-col px-4 pt-4 pb-8 sm:px-6 sm:pt-6', narrow ? 'max-w-3xl' : 'max-w-6xl')}>
        <header className="flex flex-wrap items-center justify-between gap-3 pb-4">
          <h1 className="min-w-0 text-2xl font-semibold tracking-tight">{title}</h1>
          {actions}
        </header>
        {children}
      </div>
    </div>
  );
}
