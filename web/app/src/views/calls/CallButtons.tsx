import type { CallState, Conversation } from '@parlance/client';
import { MonitorUp, Phone, Radio, Video } from 'lucide-react';
import { useChat } from '../session-context.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';

/** In the head of a conversation: begins a call, or joins the one that goes on. */
export function CallButtons({ conversation }: { conversation: Conversation }) {
  const t = useText().calls.call;
  const { calls, me } = useChat();
  const myId = useStore(me, (user) => user.id);
  const running = useStore(calls.running(conversation.id));
  const activeCall = useStore(calls.active, (active) => (active?.conversation === conversation.id ? (active.call?.call ?? 'joining') : null));
  if (conversation.kind === 'match' || conversation.deleted) return null;
  const mesh = running?.find(({ kind }) => kind === 'mesh');
  const live = running?.filter(({ kind, by }) => kind === 'broadcast' && by !== myId) ?? [];
  const isLive = running?.some(({ kind, by }) => kind === 'broadcast' && by === myId) ?? false;
  return (
    <div className="flex shrink-0 items-center gap-1">
      {live.map((call) => (
        <LiveButton key={call.call} call={call} isWatched={call.call === activeCall} />
      ))}
      {mesh && mesh.call !== activeCall ? (
        <JoinButton call={mesh} />
      ) : (
        !activeCall && (
          <>
            <IconButton label={t.start} onClick={() => void calls.start(conversation.id, 'mesh', 'audio')}>
              <Phone />
            </IconButton>
            <IconButton label={t.startVideo} onClick={() => void calls.start(conversation.id, 'mesh', 'video')}>
              <Video />
            </IconButton>
          </>
        )
      )}
      {conversation.kind === 'room' && !isLive && !activeCall && (
        <Menu
          trigger={
            <IconButton label={t.goLive}>
              <Radio />
            </IconButton>
          }
        >
          <MenuItem icon={<Video aria-hidden />} onSelect={() => void calls.start(conversation.id, 'broadcast', 'video')}>
            {t.liveCamera}
          </MenuItem>
          {calls.media.canShare && (
            <MenuItem icon={<MonitorUp aria-hidden />} onSelect={() => void calls.start(conversation.id, 'broadcast', 'screen')}>
              {t.liveScreen}
            </MenuItem>
          )}
        </Menu>
      )}
    </div>
  );
}

function JoinButton({ call }: { call: CallState }) {
  const t = useText().calls.call;
  const { calls } = useChat();
  return (
    <Menu
      trigger={
        <Button look="primary" size="small" icon={<Phone aria-hidden className="size-4" />}>
          <span className="max-md:sr-only">{t.inCall(call.participants.length)} · </span>
          {t.join}
        </Button>
      }
    >
      <MenuItem icon={<Video aria-hidden />} onSelect={() => void calls.join(call, 'video')}>
        {t.joinVideo}
      </MenuItem>
      <MenuItem icon={<Phone aria-hidden />} onSelect={() => void calls.join(call, 'audio')}>
        {t.joinAudio}
      </MenuItem>
    </Menu>
  );
}

function LiveButton({ call, isWatched }: { call: CallState; isWatched: boolean }) {
  const t = useText().calls.call;
  const { calls } = useChat();
  const name = call.participants[0]?.name ?? '';
  return (
    <Button size="small" look="secondary" disabled={isWatched} className="max-w-56" icon={<Radio aria-hidden className="size-4 shrink-0 text-danger" />} onClick={() => void calls.join(call, 'none')}>
      <span className="truncate max-md:sr-only">
        {t.isLive(name)}
        {call.viewers ? ` · ${t.viewers(call.viewers)}` : ''} ·
      </span>
      {t.watch}
    </Button>
  );
}
