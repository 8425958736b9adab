import { useState } from 'react';
import type { Entry } from '@parlance/client';
import { Pencil, Trash2 } from 'lucide-react';
import { useLocation } from 'wouter';
import { useChat } from '../session-context.ts';
import { Button } from '../ui/Button.tsx';
import { Confirm } from '../ui/Confirm.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { SelectField } from '../ui/Field.tsx';
import { sentenceOf } from '../ui/Notes.tsx';
import { toast } from '../ui/toasts.ts';
import { useText } from '../use-text.ts';
import { RoomForm } from './RoomForm.tsx';

const slowModes = [0, 5, 10, 30, 60, 300, 900, 3600];

/** What host and moderators change about a room. */
export function HostTools({ entry: { conversation, self } }: { entry: Entry }) {
  const t = useText();
  const { client } = useChat();
  const [, go] = useLocation();
  const [asks, setAsks] = useState<'edit' | 'delete' | null>(null);
  if (self.role === 'member') return null;
  const isHost = self.role === 'host';

  async function slowDown(seconds: number) {
    await client.request('update_conversation', { conversation: conversation.id, slow_mode_s: seconds }).catch((error: unknown) => toast(sentenceOf(error), { kind: 'error' }));
  }

  return (
    <div className="flex flex-col gap-3">
      <SelectField label={t.rooms.slowMode} value={conversation.slow_mode_s ?? 0} onChange={(e) => void slowDown(Number(e.target.value))}>
        {slowModes.map((seconds) => (
          <option key={seconds} value={seconds}>
            {seconds === 0 ? t.rooms.slowModeOff : t.rooms.slowModeEvery(seconds)}
          </option>
        ))}
      </SelectField>
      {isHost && (
        <div className="flex flex-wrap gap-2">
          <Button icon={<Pencil className="size-4" />} onClick={() => setAsks('edit')}>
            {t.rooms.edit}
          </Button>
          <Button look="quiet-danger" icon={<Trash2 className="size-4" />} onClick={() => setAsks('delete')}>
            {t.rooms.deleteRoom}
          </Button>
        </div>
      )}
      {asks === 'edit' && (
        <Dialog open onClose={() => setAsks(null)} title={t.rooms.edit}>
          <RoomForm
            room={conversation}
            action={t.common.save}
            save={async (fields) => {
              await client.request('update_conversation', { conversation: conversation.id, ...fields });
              setAsks(null);
            }}
          />
        </Dialog>
      )}
      {asks === 'delete' && (
        <Confirm
          title={t.rooms.deleteQuestion}
          hint={t.rooms.deleteHint}
          action={t.rooms.deleteRoom}
          onClose={() => setAsks(null)}
          onConfirm={async () => {
            await client.request('delete_conversation', { conversation: conversation.id });
            go('/');
          }}
        />
      )}
    </div>
  );
}
