import { Suspense, useCallback, useState } from 'react';
import { Ban, EllipsisVertical, Flag, SkipForward, X } from 'lucide-react';
import type { Meeting as MeetingState } from '../../state/match.ts';
import { late } from '../late.ts';
import { useChat } from '../session-context.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button, IconButton } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import { sentenceOf } from '../ui/Notes.tsx';
import { toast } from '../ui/toasts.ts';
import { useText } from '../use-text.ts';
import { MatchChat } from './MatchChat.tsx';
import { MatchStage } from './MatchStage.tsx';
import { useNextKey } from './use-next-key.ts';

const ReportDialog = late(() => import('../people/ReportDialog.tsx'));

/** The two who were brought together. */
export function Meeting({ meeting }: { meeting: MeetingState }) {
  const t = useText();
  const words = t.calls.random;
  const { match } = useChat();
  const [dialog, setDialog] = useState<'report' | 'block' | null>(null);
  const next = useCallback(() => void match.next(), [match]);
  useNextKey(next);
  const { partner, mode, end } = meeting;
  const name = partner.name || words.stranger;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex items-center gap-2 px-3 py-2">
        <Avatar name={name} id={partner.user ?? 0} url={partner.avatar_url} />
        <div className="min-w-0 flex-1">
          <h1 className="truncate font-semibold">{name}</h1>
          <p role="status" className="truncate text-sm text-muted">
            {end ? words.ended[end](name) : meeting.link ? t.calls.media.link[meeting.link] : ''}
          </p>
        </div>
        <Menu
          trigger={
            <IconButton label={t.calls.media.more}>
              <EllipsisVertical />
            </IconButton>
          }
        >
          <MenuItem icon={<Flag aria-hidden />} onSelect={() => setDialog('report')}>
            {words.report}
          </MenuItem>
          {partner.user !== null && (
            <MenuItem icon={<Ban aria-hidden />} danger onSelect={() => setDialog('block')}>
              {words.block}
            </MenuItem>
          )}
        </Menu>
        <IconButton label={words.stop} onClick={() => match.stop()}>
          <X />
        </IconButton>
        <Button look="primary" onClick={next} aria-keyshortcuts="Escape N" icon={<SkipForward aria-hidden className="size-4 rtl:-scale-x-100" />}>
          {words.next}
          <kbd className="font-sans text-xs font-normal opacity-80 max-md:hidden">{words.nextHint}</kbd>
        </Button>
      </header>
      {mode === 'video' ? (
        <div className="flex min-h-0 flex-1 flex-col md:flex-row md:gap-2 md:pe-2 md:pb-2 md:ps-2">
          <MatchStage meeting={meeting} name={name} className="min-h-0 flex-[3] md:rounded-2xl" />
          <MatchChat meeting={meeting} name={name} className="flex-[2] md:max-w-96 md:min-w-72" />
        </div>
      ) : (
        <div className="mx-auto flex min-h-0 w-full max-w-3xl flex-1 flex-col">
          <MatchChat meeting={meeting} name={name} className="flex-1" />
          {end && <Over onNext={next} sentence={words.ended[end](name)} />}
        </div>
      )}
      <Suspense>{dialog === 'report' && <ReportDialog match={meeting.match} name={name} onClose={() => setDialog(null)} />}</Suspense>
      {dialog === 'block' && <BlockDialog user={partner.user!} name={name} onClose={() => setDialog(null)} />}
    </div>
  );
}

function Over({ sentence, onNext }: { sentence: string; onNext(): void }) {
  const t = useText().calls.random;
  return (
    <div className="flex flex-wrap items-center justify-center gap-3 p-4">
      <p>{sentence}</p>
      <Button look="primary" onClick={onNext}>
        {t.findNext}
      </Button>
    </div>
  );
}

function BlockDialog({ user, name, onClose }: { user: number; name: string; onClose(): void }) {
  const t = useText();
  const { client, match } = useChat();
  const [isBusy, setBusy] = useState(false);
  const block = async () => {
    setBusy(true);
    try {
      await client.request('block', { user });
      onClose();
      await match.next();
    } catch (error) {
      setBusy(false);
      toast(sentenceOf(error), { kind: 'error' });
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.calls.random.blockTitle(name)}
      description={t.calls.random.blockHint}
      actions={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button look="danger" busy={isBusy} onClick={() => void block()}>
            {t.calls.random.block}
          </Button>
        </>
      }
    >
      {null}
    </Dialog>
  );
}
