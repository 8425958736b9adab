import type { RefObject } from 'react';
import { PictureInPicture2 } from 'lucide-react';
import { IconButton } from '../ui/Button.tsx';
import { useText } from '../use-text.ts';

/** Shows a video above all other windows, where the browser can. */
export function PictureInPicture({ video }: { video: RefObject<HTMLVideoElement | null> }) {
  const t = useText().calls.media;
  if (!document.pictureInPictureEnabled) return null;
  const toggle = async () => {
    if (document.pictureInPictureElement) await document.exitPictureInPicture();
    else await video.current?.requestPictureInPicture();
  };
  return (
    <IconButton label={t.pictureInPicture} look="stage" size="large" className="rounded-full!" onClick={() => void toggle().catch(() => undefined)}>
      <PictureInPicture2 />
    </IconButton>
  );
}
