import { createContext, use } from 'react';
import type { Conversation, Message } from '@parlance/client';
import type { OpenConversation } from '../../state/open-conversation.ts';
import { sentenceOf } from '../ui/Notes.tsx';
import { toast } from '../ui/toasts.ts';

export interface Shown {
  model: OpenConversation;
  kind: Conversation['kind'];
  /** Whether one may take away what others wrote. */
  canModerate: boolean;
  canWrite: boolean;
  showPerson(user: number): void;
  confirmDelete(message: Message): void;
  report(message: Message): void;
  showImage(attachment: { url: string; name: string }): void;
  focusComposer(): void;
}

export const ShownContext = createContext<Shown | null>(null);

/** The conversation around this view. */
export function useShown(): Shown {
  const shown = use(ShownContext);
  if (!shown) throw new Error('There is no conversation around this view.');
  return shown;
}

/** Says what was refused, where there is no better place for it. */
export function orToast(work: Promise<unknown>): void {
  work.catch((error: unknown) => toast(sentenceOf(error), { kind: 'error' }));
}
