import { useRef } from 'react';
import { Phone, PhoneOff, Video } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { Ring } from '../../state/calls.ts';
import { useChat } from '../session-context.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { useRing } from './use-ring.ts';

/** Somebody calls: over everything, dialogs too, so that it is never missed. */
export function IncomingCall({ ring }: { ring: Ring }) {
  const t = useText().calls.call;
  const { calls, people } = useChat();
  const caller = useStore(people.of(ring.call.by));
  const accept = useRef<HTMLButtonElement>(null);
  const isVideo = ring.call.participants[0]?.media !== 'audio';
  useRing('in');
  const name = caller?.name ?? ring.name;
  return (
    // A layer of its own: a dialog that is open would keep focus and pointer to itself.
    <Radix.Root open modal={false}>
      <Radix.Portal>
        <Radix.Content
          role="alertdialog"
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            accept.current?.focus();
          }}
          // `CallLayer` does, once no call is over the page.
          onCloseAutoFocus={(event) => event.preventDefault()}
          onKeyDown={(event) => event.key === 'Escape' && calls.decline()}
          className="fixed inset-x-3 top-3 z-50 mx-auto flex max-w-md flex-col gap-4 rounded-2xl border border-line bg-raised p-4 shadow-raised"
        >
          <div className="flex items-center gap-3">
            <Avatar name={name} id={ring.call.by} url={caller?.avatar_url} size="large" />
            <Radix.Title className="min-w-0 flex-1 text-lg font-semibold">{t.incoming(name)}</Radix.Title>
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
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
