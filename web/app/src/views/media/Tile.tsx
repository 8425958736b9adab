import type { ReactNode, Ref } from 'react';
import { AudioLines, MicOff, MonitorUp } from 'lucide-react';
import type { Speech } from '../../rtc/speech.ts';
import { Store } from '../../state/store.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { classes } from '../ui/classes.ts';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { Video } from './Video.tsx';

interface TileProps {
  name: string;
  id: number;
  url?: string | null | undefined;
  stream: MediaStream | null;
  /** Whether there is a picture to show, rather than a face. */
  hasPicture: boolean;
  isMuted?: boolean;
  isScreen?: boolean;
  /** Marks the tile while they speak. */
  speech?: Speech | undefined;
  /** All of the picture is shown, as of a screen. */
  whole?: boolean;
  /** Oneself. */
  isOwn?: boolean;
  /** Small, in a corner. */
  small?: boolean;
  /** The name at the top, where the foot is taken. */
  nameAbove?: boolean;
  /** What is to be said of the connection: below the face, or over the picture. */
  note?: ReactNode;
  className?: string;
  videoRef?: Ref<HTMLVideoElement>;
}

const silence = new Store(false);

/** One person in a call: the picture, or the face, with the name. */
export function Tile({ name, id, url, stream, hasPicture, isMuted, isScreen, speech, whole = isScreen, isOwn, small, nameAbove, note, className, videoRef }: TileProps) {
  const t = useText().calls.media;
  const isSpeaking = useStore(speech?.isOn ?? silence);
  return (
    <div className={classes('relative isolate flex min-h-0 min-w-0 items-center justify-center overflow-hidden rounded-xl bg-white/5 text-white', className)}>
      <Video ref={videoRef} stream={stream} label={t.videoOf(isOwn ? t.you : name)} muted={isOwn} mirrored={isOwn && !isScreen} whole={whole} hidden={!hasPicture} />
      {!hasPicture && (
        <div className="relative flex max-w-full flex-col items-center gap-3 p-3">
          <Avatar name={name} id={id} url={url} size={small ? 'normal' : 'huge'} />
          {note}
        </div>
      )}
      {note && hasPicture && <div className="absolute inset-x-0 top-0 z-10 flex justify-center p-3">{note}</div>}
      <p className={classes('absolute start-2 flex items-center gap-1.5 rounded-md bg-black/55 px-2', nameAbove ? 'top-2 max-w-1/2' : 'bottom-2 max-w-[calc(100%-1rem)]', small ? 'text-xs' : 'py-0.5 text-sm')}>
        <span className="truncate">{isOwn ? t.you : name}</span>
        {isScreen && (
          <>
            <MonitorUp aria-hidden className="size-3.5 shrink-0" />
            <span className="sr-only">{t.sharing}</span>
          </>
        )}
        {isSpeaking && (
          <>
            <AudioLines aria-hidden className="size-4 shrink-0" />
            <span className="sr-only">{t.speaking}</span>
          </>
        )}
        {isMuted && (
          <>
            <MicOff aria-hidden className="size-3.5 shrink-0" />
            <span className="sr-only">{t.muted}</span>
          </>
        )}
      </p>
      {isSpeaking && <span aria-hidden className="pointer-events-none absolute inset-0 rounded-[inherit] ring-3 ring-voice ring-inset" />}
    </div>
  );
}
