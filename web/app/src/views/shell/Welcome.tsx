import { MessagesSquare } from 'lucide-react';
import { Link } from 'wouter';
import { EmptyState } from '../ui/Notes.tsx';
import { useText } from '../use-text.ts';

/** Beside one's conversations while none of them is open. */
export function Welcome() {
  const t = useText();
  return (
    <EmptyState
      icon={<MessagesSquare />}
      title={t.common.welcome}
      action={
        <Link href="/rooms" className="font-medium text-accent underline">
          {t.common.browseRooms}
        </Link>
      }
    >
      {t.common.welcomeHint}
    </EmptyState>
  );
}
