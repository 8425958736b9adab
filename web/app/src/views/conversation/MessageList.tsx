import { Suspense, useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type SyntheticEvent } from 'react';
import { ArrowDown } from 'lucide-react';
import type { Message } from '@parlance/client';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { hasNewer } from '../../state/message-window.ts';
import { rowsOf, type Row } from '../../state/rows.ts';
import type { TimelineState } from '../../state/timeline.ts';
import { late } from '../late.ts';
import { useChat } from '../session-context.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { ContextArea } from '../ui/Menu.tsx';
import { ErrorNote, Loading } from '../ui/Notes.tsx';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { Edge } from './Edge.tsx';
import { focusSoon } from './focus-soon.ts';
import { MessageMenu } from './MessageMenu.tsx';
import { MessageRow, openMenuAt } from './MessageRow.tsx';
import { orToast, useShown } from './model-context.ts';
import { News } from './News.tsx';
import { useListPlace } from './use-list-place.ts';

const EmojiPicker = late(() => import('./EmojiPicker.tsx'));

const edgePx = 64;

/** What was said, and is being sent. */
export function MessageList() {
  const { model } = useShown();
  const { me } = useChat();
  const state = useStore(model.timeline.state);
  const outgoing = useStore(model.outgoing.all);
  const readTo = useStore(model.readTo);
  const isEnd = !hasNewer(state);
  const rows = useMemo(() => rowsOf(state.messages, isEnd ? outgoing : [], me.value, model.id, readTo), [state.messages, isEnd, outgoing, me, model, readTo]);
  if (state.phase.state === 'loading') return <Loading />;
  if (state.phase.state === 'failed') {
    return (
      <div className="flex flex-1 flex-col justify-center p-6">
        <ErrorNote error={state.phase.error} onRetry={() => void model.enter()} />
      </div>
    );
  }
  // Places on the screen belong to one generation.
  return <Rows key={state.generation} rows={rows} state={state} />;
}

function Rows({ rows, state }: { rows: Row[]; state: TimelineState }) {
  const t = useText();
  const { model } = useShown();
  const list = useRef<VirtualizerHandle>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const { isAtEnd, unseen, pointedOut, onScroll, onResize } = useListPlace(model, list, rows, state);
  const [active, setActive] = useState<string>();
  const [current, setCurrent] = useState<string>();
  const [menuFor, setMenuFor] = useState<Message>();
  const [pickingFor, setPickingFor] = useState<Message>();
  const wantsFocus = useRef(false);

  // Rows that come or go at the start must not move what is read.
  const firstKey = rows[0]?.key;
  const drawnFirst = useRef(firstKey);
  const shift = drawnFirst.current !== undefined && drawnFirst.current !== firstKey;
  useLayoutEffect(() => {
    drawnFirst.current = firstKey;
  }, [firstKey]);

  const found = current === undefined ? -1 : rows.findIndex((row) => row.key === current);
  const currentIndex = found < 0 ? rows.length - 1 : found;
  const kept = useMemo(() => (currentIndex >= 0 ? [currentIndex] : []), [currentIndex]);

  useEffect(() => {
    if (!wantsFocus.current || current === undefined) return;
    wantsFocus.current = false;
    scroller.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(current)}"]`)?.focus({ preventScroll: true });
  }, [current]);

  const moveTo = (index: number) => {
    const row = rows[index];
    if (!row) return;
    wantsFocus.current = true;
    setCurrent(row.key);
    list.current?.scrollToIndex(index, { align: 'nearest' });
  };

  const toEnd = () => {
    setCurrent(undefined);
    orToast(model.timeline.goToEnd().then(() => focusSoon('[role=article][tabindex="0"]')));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // Inside of a row the keys belong to its buttons.
    if ((event.target as HTMLElement).role !== 'article') return;
    const moves: Record<string, () => void> = {
      ArrowUp: () => moveTo(currentIndex - 1),
      ArrowDown: () => moveTo(currentIndex + 1),
      Home: () => orToast(model.timeline.goTo(1, 'place').then(() => focusSoon('[role=article]:not([tabindex="0"])'))),
      End: toEnd,
      Enter: () => openMenuAt(event.target as HTMLElement),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  };

  const rowOf = (event: SyntheticEvent): Row | undefined => {
    const key = (event.target as Element).closest<HTMLElement>('[data-key]')?.dataset['key'];
    return key === undefined ? undefined : rows.find((row) => row.key === key);
  };

  const chooseForMenu = (event: SyntheticEvent) => {
    const row = rowOf(event);
    const hasChosenText = event.nativeEvent.isTrusted && getSelection()?.isCollapsed === false;
    // Links and chosen text keep the browser's own menu.
    if (!row || row.outgoing || row.message.deleted || hasChosenText || (event.target as Element).closest('a')) event.stopPropagation();
    else setMenuFor(row.message);
  };

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <ContextArea label={t.conversation.actions} menu={menuFor && <MessageMenu message={menuFor} onPickEmoji={() => setPickingFor(menuFor)} />}>
        <div
          ref={scroller}
          role="log"
          // What is drawn while scrolling is not news: what is, the line below says.
          aria-live="off"
          aria-label={t.conversation.messages}
          className="flex min-h-0 flex-1 flex-col overflow-x-hidden overflow-y-auto [overflow-anchor:none]"
          onKeyDown={onKeyDown}
          onPointerOver={(event) => event.pointerType === 'mouse' && setActive(rowOf(event)?.key)}
          onPointerLeave={() => setActive(undefined)}
          onFocus={(event) => {
            const key = rowOf(event)?.key;
            setActive(key);
            if (key !== undefined) setCurrent(key);
          }}
          onContextMenuCapture={chooseForMenu}
          // A long touch opens the menu without that event.
          onPointerDownCapture={(event) => event.pointerType !== 'mouse' && chooseForMenu(event)}
        >
          <div className="grow" />
          <div style={{ height: edgePx }} className="flex shrink-0 items-center justify-center px-4 text-sm text-muted">
            {state.hasOlder ? (
              <Edge edge={state.older} failed={t.conversation.olderFailed} onRetry={() => void model.timeline.loadOlder()} />
            ) : (
              <p>{rows.length === 0 ? t.conversation.empty : t.conversation.beginning}</p>
            )}
          </div>
          <Virtualizer ref={list} scrollRef={scroller} data={rows} shift={shift} startMargin={edgePx} keepMounted={kept} onScroll={onScroll} onResize={onResize}>
            {({ key, ...row }: Row, index) => (
              <MessageRow key={key} rowKey={key} {...row} isActive={active === key} isCurrent={index === currentIndex} isPointedOut={pointedOut !== undefined && row.message.seq === pointedOut} />
            )}
          </Virtualizer>
          {state.newer !== 'idle' && (
            <div className="flex shrink-0 justify-center py-3">
              <Edge edge={state.newer} failed={t.conversation.newerFailed} onRetry={() => void model.timeline.loadNewer()} />
            </div>
          )}
        </div>
      </ContextArea>
      {!isAtEnd && (
        <button
          type="button"
          aria-label={unseen > 0 ? `${t.conversation.toLatest}, ${t.conversation.unseen(unseen)}` : t.conversation.toLatest}
          onClick={toEnd}
          className="absolute end-5 bottom-3 flex h-11 min-w-11 items-center justify-center gap-1.5 rounded-full border border-line bg-raised px-3 font-medium shadow-raised hover:bg-hover"
        >
          {unseen > 0 && <span aria-hidden className="text-sm text-accent tabular-nums">{unseen > 999 ? '999+' : unseen}</span>}
          <ArrowDown aria-hidden className="size-5" />
        </button>
      )}
      <News rows={rows} />
      <Dialog open={pickingFor !== undefined} onClose={() => setPickingFor(undefined)} title={t.conversation.react}>
        <Suspense fallback={<Loading />}>
          <div className="flex justify-center">
            <EmojiPicker
              onPick={(emoji) => {
                orToast(model.react(pickingFor!, emoji));
                setPickingFor(undefined);
              }}
            />
          </div>
        </Suspense>
      </Dialog>
    </div>
  );
}
