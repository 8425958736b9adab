import { useEffect, useRef, type Ref } from 'react';
import { classes } from '../ui/classes.ts';

interface VideoProps {
  stream: MediaStream | null;
  label: string;
  /** One's own: without sound. */
  muted?: boolean;
  /** One's own camera, as in a mirror. */
  mirrored?: boolean;
  /** All of it, as a screen needs; else it fills its place. */
  whole?: boolean;
  /** Sound goes on, the picture is not shown. */
  hidden?: boolean;
  ref?: Ref<HTMLVideoElement>;
}

/** Shows a stream, with its sound. */
export function Video({ stream, label, muted = false, mirrored = false, whole = false, hidden = false, ref }: VideoProps) {
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = element.current!;
    if (video.srcObject !== stream) video.srcObject = stream;
    // Some browsers do not begin by themselves when the stream came after the page was last touched.
    if (stream) video.play().catch(() => undefined);
  }, [stream]);
  return (
    <video
      ref={(video) => {
        element.current = video;
        if (typeof ref === 'function') ref(video);
        else if (ref) ref.current = video;
      }}
      aria-label={label}
      autoPlay
      playsInline
      muted={muted}
      className={classes('absolute inset-0 size-full', whole ? 'object-contain' : 'object-cover', mirrored && '-scale-x-100', hidden && 'invisible')}
    />
  );
}
