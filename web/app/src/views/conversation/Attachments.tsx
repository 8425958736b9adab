import type { Attachment } from '@parlance/client';
import { FileText, FileVideo, Music } from 'lucide-react';
import { useState } from 'react';
import { mediaUrl } from '../../state/media-url.ts';
import { classes } from '../ui/classes.ts';
import { useText } from '../use-text.ts';
import { useShown } from './model-context.ts';

/** What came with a message: images in boxes of their own shape, so that nothing moves when they come, and everything else as cards. */
export function Attachments({ attachments }: { attachments: readonly Attachment[] }) {
  const images = attachments.filter(isImage);
  const others = attachments.filter((attachment) => !isImage(attachment));
  return (
    <div className="mt-1 flex flex-col gap-1.5">
      {images.length > 0 && (
        <div className={classes('grid max-w-full gap-1.5', images.length === 1 ? 'w-80' : 'w-96 grid-cols-2')}>
          {images.map((image) => (
            <Image key={image.url} image={image} isAlone={images.length === 1} />
          ))}
        </div>
      )}
      {others.map((attachment) => (attachment.content_type.startsWith('audio/') ? <audio key={attachment.url} controls preload="none" src={mediaUrl(attachment.url)} className="w-80 max-w-full" /> : <FileCard key={attachment.url} file={attachment} />))}
    </div>
  );
}

function isImage({ content_type }: Attachment): boolean {
  return /^image\/(png|jpeg|gif|webp|avif)$/.test(content_type);
}

function Image({ image, isAlone }: { image: Attachment; isAlone: boolean }) {
  const t = useText();
  const { showImage } = useShown();
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <FileCard file={image} />;
  return (
    <button
      type="button"
      onClick={() => showImage({ ...image, url: mediaUrl(image.url) })}
      aria-label={t.conversation.openImage(image.name)}
      style={isAlone ? { aspectRatio: shapeOf(image) } : undefined}
      className={classes('overflow-hidden rounded-xl border border-line bg-surface', !isAlone && 'aspect-square')}
    >
      <img src={mediaUrl(image.url)} alt="" loading="lazy" decoding="async" onError={() => setBroken(true)} className="size-full object-cover" />
    </button>
  );
}

/** Width over height: a picture's own unless it is very wide or tall, which it shows whole when it is opened; that of most pictures when nobody said. */
function shapeOf({ width, height }: Attachment): number {
  return width && height ? Math.min(3, Math.max(0.75, width / height)) : 4 / 3;
}

function FileCard({ file }: { file: Attachment }) {
  const t = useText();
  const Icon = file.content_type.startsWith('video/') ? FileVideo : file.content_type.startsWith('audio/') ? Music : FileText;
  return (
    <a href={mediaUrl(file.url)} download={file.name} target="_blank" rel="noopener noreferrer" className="flex w-80 max-w-full items-center gap-3 rounded-xl border border-line bg-raised p-3 hover:bg-hover">
      <Icon aria-hidden className="size-6 shrink-0 text-accent" />
      <span className="min-w-0 flex-1">
        <span className="line-clamp-2 font-medium">{file.name || t.conversation.file}</span>
        <span className="block text-sm text-muted">{sizeOf(file.size)}</span>
      </span>
    </a>
  );
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];

/** 12 kB, as the language of the page writes it. */
export function sizeOf(bytes: number): string {
  const step = bytes < 1_000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const format = new Intl.NumberFormat(document.documentElement.lang, { style: 'unit', unit: units[step]!, unitDisplay: 'short', maximumFractionDigits: step > 1 ? 1 : 0 });
  return format.format(bytes / 1_000 ** step);
}
