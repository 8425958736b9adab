import { createContext, use } from 'react';
import type { Moderation } from '../../state/moderation.ts';

export const ModerationContext = createContext<Moderation | null>(null);

/** Inside of the moderation pages only. */
export function useModeration(): Moderation {
  const moderation = use(ModerationContext);
  if (!moderation) throw new Error('There is no moderation around this view.');
  return moderation;
}
