import type { ReactNode } from 'react';

/** A page that is not a conversation: its title, what one can do on it, and its content, no wider than one reads well. */
export function Page({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex min-h-full max-w-6xl flex-col px-4 pt-4 pb-8 sm:px-6 sm:pt-6">
        <header className="flex flex-wrap items-center justify-between gap-3 pb-4">
          <h1 className="min-w-0 text-2xl font-semibold tracking-tight">{title}</h1>
          {actions}
        </header>
        {children}
      </div>
    </div>
  );
}
