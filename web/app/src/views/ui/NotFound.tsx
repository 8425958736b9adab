import type { ReactNode } from 'react';
import { SearchX } from 'lucide-react';
import { Link } from 'wouter';
import { useText } from '../use-text.ts';
import { EmptyState } from './Notes.tsx';

/** Where an address leads nowhere: a sentence, and the way back. */
export function NotFound({ icon = <SearchX />, title, children }: { icon?: ReactNode; title?: string; children?: ReactNode }) {
  const t = useText().common;
  return (
    <EmptyState
      icon={icon}
      title={title ?? t.nowhere}
      action={
        <Link href="/" className="font-medium text-accent underline">
          {t.chats}
        </Link>
      }
    >
      {children ?? t.nowhereHint}
    </EmptyState>
  );
}
