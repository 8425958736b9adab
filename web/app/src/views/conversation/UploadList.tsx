import { useEffect, useState } from 'react';
import { FileText, RotateCw, X } from 'lucide-react';
import type { Upload } from '../../state/uploads.ts';
import { IconButton } from '../ui/Button.tsx';
import { sentenceOf } from '../ui/Notes.tsx';
import { useText } from '../use-text.ts';
import { sizeOf } from './Attachments.tsx';
import { useShown } from './model-context.ts';

/** The files that go with the next message. */
export function UploadList({ uploads }: { uploads: readonly Upload[] }) {
  const t = useText();
  if (uploads.length === 0) return null;
  return (
    <ul aria-label={t.common.attachment} className="flex max-h-[30dvh] flex-wrap gap-2 overflow-y-auto border-b border-line p-2">
      {uploads.map((upload) => (
        <UploadCard key={upload.key} upload={upload} />
      ))}
    </ul>
  );
}

function UploadCard({ upload: { key, file, state, progress, error } }: { upload: Upload }) {
  const t = useText();
  const { model } = useShown();
  return (
    <li className="relative flex w-64 max-w-full items-center gap-2 overflow-hidden rounded-xl bg-surface py-1 ps-1 pe-1">
      <Preview file={file} />
      <span className="min-w-0 flex-1 text-sm">
        <span className="block truncate font-medium">{file.name}</span>
        {state === 'failed' ? (
          <span role="alert" className="line-clamp-2 text-danger">
            {sentenceOf(error)}
          </span>
        ) : (
          <span className="text-muted">{sizeOf(file.size)}</span>
        )}
      </span>
      {state === 'failed' && (
        <IconButton size="small" label={t.conversation.retryFile(file.name)} onClick={() => model.uploads.retry(key)}>
          <RotateCw />
        </IconButton>
      )}
      <IconButton size="small" label={t.conversation.removeFile(file.name)} onClick={() => model.uploads.remove(key)}>
        <X />
      </IconButton>
      {state === 'uploading' && <progress value={progress} max={1} aria-label={t.conversation.uploading(file.name, Math.round(progress * 100))} className="absolute inset-x-0 bottom-0 h-1 w-full accent-accent" />}
    </li>
  );
}

function Preview({ file }: { file: File }) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!file.type.startsWith('image/')) return;
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  const box = 'size-11 shrink-0 rounded-lg';
  return url ? <img src={url} alt="" className={`${box} object-cover`} /> : <FileText aria-hidden className={`${box} p-2.5 text-accent`} />;
}
