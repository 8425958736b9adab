import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { VirtualizerHandle } from 'virtua';
import { hasNewer } from '../../state/message-window.ts';
import type { OpenConversation } from '../../state/open-conversation.ts';
import type { Row } from '../../state/rows.ts';
import type { TimelineState } from '../../state/timeline.ts';
import { focusSoon } from './focus-soon.ts';

/** Pages are asked for before the edge is seen. */
const aheadPx = 1_500;
/** Nearer than this one reads the newest, and wants to go on doing so. */
const endPx = 80;
const pointedOutMs = 2_000;

interface Place {
  isAtEnd: boolean;
  /** What came since one last was at the end, or is unread below. */
  unseen: number;
  /** The message that somebody came for, for a moment. */
  pointedOut: number | undefined;
  onScroll(): void;
  onResize(): void;
}

/** Where the list stands: keeps to the end while one is there, goes where the timeline says, asks for pages, and tells what is seen. */
export function useListPlace(model: OpenConversation, list: RefObject<VirtualizerHandle | null>, rows: readonly Row[], state: TimelineState): Place {
  const atEnd = useRef(false);
  const highest = useRef(0);
  const [shown, setShown] = useState({ isAtEnd: true, unseen: 0 });
  const [pointedOut, setPointedOut] = useState<number>();

  const keepToEnd = useCallback(() => {
    if (atEnd.current && rows.length > 0) list.current?.scrollToIndex(rows.length - 1, { align: 'end' });
  }, [list, rows]);

  const look = useCallback(() => {
    const handle = list.current;
    const now = model.timeline.state.value;
    // Before it is known where to begin, nothing on the screen is seen.
    if (!handle || handle.viewportSize === 0 || !now.target) return;
    const offset = handle.scrollOffset;
    const below = handle.scrollSize - offset - handle.viewportSize;
    const seqAt = (at: number) => rows[Math.min(rows.length - 1, Math.max(0, handle.findItemIndex(at)))];
    const last = seqAt(offset + handle.viewportSize - 1);
    const lastSeq = last && !last.outgoing ? last.message.seq : (now.messages.at(-1)?.seq ?? 0);
    model.timeline.looking(seqAt(offset)?.message.seq ?? 0, lastSeq);
    if (isLookedAt()) {
      highest.current = Math.max(highest.current, lastSeq);
      model.seen(lastSeq);
    }
    if (offset < aheadPx && now.older === 'idle') void model.timeline.loadOlder();
    if (below < aheadPx && now.newer === 'idle') void model.timeline.loadNewer();
    const isAtEnd = below < endPx && !hasNewer(now);
    model.sees(isAtEnd && isLookedAt());
    const unseen = isAtEnd ? 0 : Math.max(0, now.lastSeq - highest.current);
    setShown((before) => (before.isAtEnd === isAtEnd && before.unseen === unseen ? before : { isAtEnd, unseen }));
  }, [list, model, rows]);

  const onScroll = useCallback(() => {
    const handle = list.current;
    if (handle) atEnd.current = handle.scrollSize - handle.scrollOffset - handle.viewportSize < endPx && !model.timeline.hasNewer;
    look();
  }, [list, model, look]);

  const onResize = useCallback(() => {
    keepToEnd();
    look();
  }, [keepToEnd, look]);

  useLayoutEffect(() => {
    const target = state.target;
    if (!target) return;
    const index = rows.findIndex((row) => row.message.seq >= target.seq);
    atEnd.current = target.why === 'end';
    if (target.why === 'end') list.current?.scrollToIndex(rows.length - 1, { align: 'end' });
    else if (target.why === 'jump') list.current?.scrollToIndex(Math.max(0, index), { align: 'center' });
    else list.current?.scrollToIndex(index < 0 ? rows.length - 1 : index, { align: 'start', offset: -48 });
    if (target.why !== 'jump') return;
    setPointedOut(target.seq);
    focusSoon(`[data-seq="${target.seq}"]`);
    const timer = setTimeout(() => setPointedOut(undefined), pointedOutMs);
    return () => clearTimeout(timer);
    // Once for each target: the rows that come later do not move one there again.
  }, [state.target, list]);

  useLayoutEffect(() => {
    keepToEnd();
    model.timeline.settled();
    look();
  }, [rows, state, keepToEnd, look, model]);

  useEffect(() => model.timeline.watch(), [model]);

  useEffect(() => {
    const away = () => !isLookedAt() && model.lookedAway();
    const back = () => {
      model.lookedBack();
      look();
    };
    addEventListener('focus', back);
    addEventListener('blur', away);
    document.addEventListener('visibilitychange', look);
    return () => {
      removeEventListener('focus', back);
      removeEventListener('blur', away);
      document.removeEventListener('visibilitychange', look);
    };
  }, [look, model]);

  return { ...shown, pointedOut, onScroll, onResize };
}

function isLookedAt(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}
