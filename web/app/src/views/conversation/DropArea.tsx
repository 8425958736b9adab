import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { Paperclip } from 'lucide-react';
import { useText } from '../use-text.ts';

/** Takes files that are dropped anywhere on it. */
export function DropArea({ onFiles, children }: { onFiles: ((files: File[]) => void) | undefined; children: ReactNode }) {
  const t = useText();
  const [isOver, setOver] = useState(false);
  // Every element inside tells of its own enter and leave.
  const depth = useRef(0);
  const hasFiles = (event: DragEvent) => onFiles !== undefined && event.dataTransfer.types.includes('Files');
  return (
    <div
      className="relative flex min-h-0 min-w-0 flex-1 flex-col"
      onDragEnter={(event) => hasFiles(event) && ++depth.current === 1 && setOver(true)}
      onDragLeave={(event) => hasFiles(event) && --depth.current === 0 && setOver(false)}
      onDragOver={(event) => hasFiles(event) && event.preventDefault()}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        onFiles?.([...event.dataTransfer.files]);
      }}
    >
      {children}
      {isOver && (
        <div className="pointer-events-none absolute inset-2 z-30 flex items-center justify-center gap-3 rounded-2xl border-2 border-dashed border-accent bg-accent-soft/90 font-semibold">
          <Paperclip aria-hidden className="size-6" />
          {t.conversation.dropHere}
        </div>
      )}
    </div>
  );
}
