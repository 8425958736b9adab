import { useEffect, useId, useRef } from 'react';
import { Phone, PhoneOff, Video } from 'lucide-react';
import type { Ring } from '../../state/calls.ts';
import { useChat } from '../session-context.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { useRing } from './use-ring.ts';

/** Somebody calls: over everything, so that it is never missed. */
export function IncomingCall({ ring }: { ring: Ring }) {
  const t = useText().calls.call;
  const { calls, people } = useChat();
  const caller = useStore(people.of(ring.call.by));
  const title = useId();
  const accept = useRef<HTMLButtonElement>(null);
  const isVideo = ring.call.participants[0]?.media !== 'audio';
  useRing('in');
  useEffect(() => accept.current?.focus(), []);
  const name = caller?.name ?? ring.name;
  return (
    <div
      role="alertdialog"
      aria-labelledby={title}
      onKeyDown={(event) => event.key === 'Escape' && calls.decline()}
      className="fixed inset-x-3 top-3 z-50 mx-auto flex max-w-md flex-col gap-4 rounded-2xl border border-line bg-raised p-4 shadow-raised"
    >
      <div className="flex items-center gap-3">
        <Avatar name={name} id={ring.call.by} url={caller?.avatar_url} size="large" />
        <p id={title} className="min-w-0 flex-1 text-lg font-semibold">
          {t.incoming(name)}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button ref={accept} look="primary" className="h-11 flex-1" icon={isVideo ? <Video aria-hidden className="size-4" /> : <Phone aria-hidden className="size-4" />} onClick={() => void calls.join(ring.call, isVideo ? 'video' : 'audio')}>
          {isVideo ? t.acceptVideo : t.accept}
        </Button>
        {isVideo && (
          <Button className="h-11 flex-1" icon={<Phone aria-hidden className="size-4" />} onClick={() => void calls.join(ring.call, 'audio')}>
            {t.acceptAudio}
          </Button>
        )}
        <Button look="danger" className="h-11 flex-1" icon={<PhoneOff aria-hidden className="size-4" />} onClick={() => calls.decline()}>
          {t.decline}
        </Button>
      </div>
    </div>
  );
}
