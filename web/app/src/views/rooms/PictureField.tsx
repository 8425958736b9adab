import { useEffect, useId, useState } from 'react';
import { ImagePlus, X } from 'lucide-react';
import { IconButton } from '../ui/Button.tsx';
import { useText } from '../use-text.ts';

/** Chooses a picture and shows it. */
export function PictureField({ label, file, onChange, shown, round = false }: { label: string; file: File | null; onChange(file: File | null): void; shown?: string | null | undefined; round?: boolean }) {
  const t = useText();
  const id = useId();
  const [preview, setPreview] = useState<string | null>(null);
  useEffect(() => {
    if (!file) return setPreview(null);
    const url = URL.createObjectURL(file);
    setPreview(url);
    return () => URL.revokeObjectURL(url);
  }, [file]);
  const image = preview ?? shown;
  return (
    <div className="flex items-center gap-3">
      <span className={`inline-flex size-16 shrink-0 items-center justify-center overflow-hidden border border-line bg-surface text-muted ${round ? 'rounded-full' : 'rounded-xl'}`}>
        {image ? <img src={image} alt="" className="size-full object-cover" /> : <ImagePlus aria-hidden className="size-6" />}
      </span>
      <div className="min-w-0">
        <span className="block text-sm font-medium">{label}</span>
        <label htmlFor={id} className="inline-block cursor-pointer py-1 text-accent underline has-focus-visible:outline-2">
          {t.rooms.choosePicture}
          <input
            id={id}
            type="file"
            accept="image/jpeg,image/png,image/gif,image/webp"
            className="sr-only"
            onChange={(e) => onChange(e.target.files?.[0] ?? null)}
          />
        </label>
      </div>
      {file && (
        <IconButton label={t.rooms.removePicture} size="small" onClick={() => onChange(null)}>
          <X />
        </IconButton>
      )}
    </div>
  );
}
