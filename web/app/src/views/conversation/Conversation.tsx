import { Suspense, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Conversation as ConversationValue, Member, Message } from '@parlance/client';
import { DoorOpen } from 'lucide-react';
import { Link, useLocation, useSearch } from 'wouter';
import type { OpenConversation } from '../../state/open-conversation.ts';
import { late } from '../late.ts';
import PersonDialog from '../people/PersonDialog.tsx';
import ReportDialog from '../people/ReportDialog.tsx';
import { useChat } from '../session-context.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { NotFound } from '../ui/NotFound.tsx';
import { EmptyState, ErrorNote, Loading } from '../ui/Notes.tsx';
import { toast } from '../ui/toasts.ts';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { DropArea } from './DropArea.tsx';
import { Header, type Panel } from './Header.tsx';
import { Lightbox } from './Lightbox.tsx';
import { MessageList } from './MessageList.tsx';
import { orToast, ShownContext, type Shown } from './model-context.ts';
import { SearchPanel } from './SearchPanel.tsx';
import { SidePanel } from './SidePanel.tsx';
import { TypingLine } from './TypingLine.tsx';
import { WriteState } from './WriteState.tsx';

const RoomPanel = late(() => import('../rooms/RoomPanel.tsx'));

/** One conversation: what was said, and where one writes. `?seq=` in the address is the message to begin with. */
export default function Conversation({ id }: { id: number }) {
  const t = useText();
  const chat = useChat();
  const model = chat.opened.of(id);
  const access = useStore(model.access);
  useArrival(model);
  switch (access.state) {
    case 'loading':
      return <Loading />;
    case 'failed':
      return (
        <div className="flex flex-1 flex-col justify-center p-6">
          <ErrorNote error={access.error} onRetry={() => void model.enter()} />
        </div>
      );
    case 'missing':
      return <NotFound title={t.conversation.missing}>{t.conversation.missingHint}</NotFound>;
    case 'outside':
      return (
        <EmptyState icon={<DoorOpen />} title={access.conversation.name || t.conversation.outside} action={<Link href={`/j/${encodeURIComponent(access.conversation.key)}`} className="font-medium text-accent underline">{t.conversation.join}</Link>}>
          {t.conversation.outside}
        </EmptyState>
      );
    case 'inside':
      return <Inside model={model} conversation={access.conversation} self={access.self} />;
  }
}

/** Begins at the message of the address, else at the first unread one or the newest. */
function useArrival(model: OpenConversation): void {
  const search = useSearch();
  const [, go] = useLocation();
  const seq = Number(new URLSearchParams(search).get('seq')) || undefined;
  const first = useRef(seq);
  const hasArrived = useRef(false);
  // Before the first picture: what was read last time must not flash up.
  useLayoutEffect(() => {
    void model.enter(first.current);
    return () => model.leave();
  }, [model]);
  useEffect(() => {
    if (seq !== undefined) {
      if (hasArrived.current) orToast(model.timeline.goTo(seq));
      // Taken out of the address, so that the same link works twice.
      go(`/c/${model.id}`, { replace: true });
    }
    hasArrived.current = true;
  }, [model, seq, go]);
}

function Inside({ model, conversation, self }: { model: OpenConversation; conversation: ConversationValue; self: Member }) {
  const t = useText();
  const chat = useChat();
  const composer = useRef<{ focus(): void }>(null);
  const [panel, setPanel] = useState<Panel>(null);
  const [person, setPerson] = useState<number>();
  const [deleting, setDeleting] = useState<Message>();
  const [reporting, setReporting] = useState<Message>();
  const [image, setImage] = useState<{ url: string; name: string }>();
  const canWrite = self.state === 'joined' && !conversation.deleted;
  const canModerate = self.role !== 'member';
  const { kind } = conversation;
  const shown = useMemo<Shown>(
    () => ({ model, kind, canModerate, canWrite, showPerson: setPerson, confirmDelete: setDeleting, report: setReporting, showImage: setImage, focusComposer: () => composer.current?.focus() }),
    [model, kind, canModerate, canWrite],
  );
  useEffect(() => {
    chat.looking.set(model.id);
    return () => chat.looking.set(null);
  }, [chat, model]);
  return (
    <ShownContext value={shown}>
      <div className="relative flex min-h-0 flex-1">
        <DropArea onFiles={canWrite ? (files) => model.uploads.add(files) > 0 && toast(t.conversation.tooManyFiles, { kind: 'error' }) : undefined}>
          <Header conversation={conversation} panel={panel} onPanel={setPanel} />
          <MessageList />
          <TypingLine />
          <WriteState conversation={conversation} self={self} composer={composer} />
        </DropArea>
        {panel === 'search' && (
          <SidePanel label={t.conversation.searchTitle} title={t.conversation.searchTitle} onClose={() => setPanel(null)}>
            <SearchPanel conversation={model.id} onChosen={() => matchMedia('(max-width: 63.99rem)').matches && setPanel(null)} />
          </SidePanel>
        )}
        {panel === 'details' && (
          <SidePanel label={t.conversation.details} onClose={() => setPanel(null)}>
            <Suspense fallback={<Loading />}>
              <RoomPanel conversation={model.id} onClose={() => setPanel(null)} />
            </Suspense>
          </SidePanel>
        )}
      </div>
      {person !== undefined && <PersonDialog user={person} onClose={() => setPerson(undefined)} />}
      {reporting && <ReportDialog message={reporting.id} name={reporting.name} onClose={() => setReporting(undefined)} />}
      {image && <Lightbox {...image} onClose={() => setImage(undefined)} />}
      <Dialog
        open={deleting !== undefined}
        onClose={() => setDeleting(undefined)}
        title={t.conversation.deleteTitle}
        description={t.conversation.deleteHint}
        actions={
          <>
            <Button onClick={() => setDeleting(undefined)}>{t.common.cancel}</Button>
            <Button
              look="danger"
              onClick={() => {
                orToast(model.delete(deleting!.id));
                setDeleting(undefined);
              }}
            >
              {t.conversation.delete}
            </Button>
          </>
        }
      >
        <p className="line-clamp-3 text-muted">{deleting?.content}</p>
      </Dialog>
    </ShownContext>
  );
}
