import type { ReactNode } from 'react';
import { Tabs as Radix } from 'radix-ui';

interface Tab<Name extends string> {
  name: Name;
  label: ReactNode;
}

/** A row of choices of which one's panel is shown below. */
export function Tabs<Name extends string>({ tabs, value, onChange, label, children }: { tabs: readonly Tab<Name>[]; value: Name; onChange(name: Name): void; label: string; children: ReactNode }) {
  return (
    <Radix.Root value={value} onValueChange={(name) => onChange(name as Name)} className="flex min-h-0 flex-1 flex-col">
      <Radix.List aria-label={label} className="flex gap-1 overflow-x-auto border-b border-line px-2">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.name}
            value={tab.name}
            className="-mb-px h-11 border-b-2 border-transparent px-3 whitespace-nowrap text-muted outline-offset-[-2px] hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      <Radix.Content value={value} className="flex min-h-0 flex-1 flex-col outline-offset-[-2px]">
        {children}
      </Radix.Content>
    </Radix.Root>
  );
}
