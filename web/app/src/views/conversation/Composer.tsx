import { useCallback, useEffect, useLayoutEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent, type Ref } from 'react';
import { Check, Paperclip, SendHorizontal, Smile } from 'lucide-react';
import type { Member } from '@parlance/client';
import { completionAt, membersFor, type Completion } from '../../state/mentions.ts';
import { useChat } from '../session-context.ts';
import { IconButton } from '../ui/Button.tsx';
import { toast } from '../ui/toasts.ts';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { AboveComposer } from './AboveComposer.tsx';
import { EmojiPopover } from './EmojiPopover.tsx';
import { orToast, useShown } from './model-context.ts';
import { Suggestions, suggestionsId, suggestionId } from './Suggestions.tsx';
import { UploadList } from './UploadList.tsx';
import { useSlowMode } from './use-slow-mode.ts';

const maxLength = 20_000;
const nearLimit = 500;

/** Where one writes. Enter sends, except on a touch keyboard, where it begins a new line. */
export function Composer({ name, slowModeSeconds, ref }: { name: string; slowModeSeconds: number; ref: Ref<{ focus(): void }> }) {
  const t = useText();
  const chat = useChat();
  const { model } = useShown();
  const { text, edit } = useStore(model.draft);
  const uploads = useStore(model.uploads.all);
  const members = useStore(model.members.all);
  const field = useRef<HTMLTextAreaElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const [isPicking, setPicking] = useState(false);
  const [completion, setCompletion] = useState<Completion | null>(null);
  const [chosen, setChosen] = useState(0);
  const wait = useSlowMode(slowModeSeconds);

  const focus = useCallback(() => {
    const element = field.current;
    if (!element) return;
    element.focus();
    element.setSelectionRange(element.value.length, element.value.length);
  }, []);
  useEffect(() => {
    const handle = { focus };
    if (typeof ref === 'function') ref(handle);
    else if (ref) ref.current = handle;
  }, [focus, ref]);

  // On a phone the keyboard would cover what one came to read.
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) focus();
  }, [focus]);

  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);

  const found = completion ? membersFor(completion.query, members, chat.me.value.id) : [];
  const left = maxLength - text.length;
  const isUploading = uploads.some((upload) => upload.state === 'uploading');
  const isEmpty = text.trim() === '' && !uploads.some((upload) => upload.state === 'done');
  const canSend = !isEmpty && left >= 0 && !isUploading && (wait === 0 || edit !== null);

  const submit = () => {
    if (!canSend) return;
    setCompletion(null);
    orToast(model.submit());
    field.current?.focus();
  };

  const change = (next: string, caret: number) => {
    model.type(next);
    setCompletion(completionAt(next, caret));
    setChosen(0);
  };

  /** Puts it where the caret is. */
  const insert = (what: string, from?: number) => {
    const element = field.current;
    if (!element) return;
    const start = from ?? element.selectionStart;
    const next = text.slice(0, start) + what + text.slice(element.selectionEnd);
    change(next, 0);
    requestAnimationFrame(() => {
      element.focus();
      element.setSelectionRange(start + what.length, start + what.length);
    });
  };

  const complete = (member: Member) => {
    insert(`@${member.name} `, completion!.from);
    setCompletion(null);
  };

  const attach = (list: FileList | readonly File[]) => {
    if (model.uploads.add([...list]) > 0) toast(t.conversation.tooManyFiles, { kind: 'error' });
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // The keys that choose a word in an input method are not ours.
    if (event.nativeEvent.isComposing) return;
    if (found.length > 0) {
      const moves: Record<string, () => void> = {
        ArrowDown: () => setChosen((chosen + 1) % found.length),
        ArrowUp: () => setChosen((chosen + found.length - 1) % found.length),
        Enter: () => complete(found[chosen] ?? found[0]!),
        Tab: () => complete(found[chosen] ?? found[0]!),
        Escape: () => setCompletion(null),
      };
      const move = event.shiftKey ? undefined : moves[event.key];
      if (move) {
        event.preventDefault();
        return move();
      }
    }
    if (event.key === 'Enter' && !event.shiftKey && matchMedia('(pointer: fine)').matches) {
      event.preventDefault();
      submit();
    } else if (event.key === 'ArrowUp' && text === '' && !edit) {
      const last = model.lastOwn();
      if (!last) return;
      event.preventDefault();
      model.beginEdit(last);
      requestAnimationFrame(focus);
    } else if (event.key === 'Escape') {
      model.putAside();
    }
  };

  const onPaste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    attach(event.clipboardData.files);
  };

  return (
    <form
      className="shrink-0 px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] md:px-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="relative rounded-2xl border border-line-strong bg-raised focus-within:border-accent">
        {completion && found.length > 0 && <Suggestions members={found} chosen={chosen} onChoose={complete} />}
        <AboveComposer />
        {!edit && <UploadList uploads={uploads} />}
        <div className="flex items-end gap-0.5 p-1">
          {!edit && (
            <IconButton label={t.conversation.attach} onClick={() => files.current?.click()}>
              <Paperclip />
            </IconButton>
          )}
          <input ref={files} type="file" multiple hidden aria-label={t.conversation.attach} onChange={(event) => {
              attach(event.target.files ?? []);
              event.target.value = '';
            }}
          />
          <textarea
            ref={field}
            rows={1}
            dir="auto"
            value={text}
            aria-label={t.conversation.message}
            placeholder={name ? t.conversation.messageTo(name) : t.conversation.placeholder}
            aria-invalid={left < 0 || undefined}
            aria-describedby="composer-note"
            aria-autocomplete="list"
            {...(completion && found.length > 0 ? { 'aria-controls': suggestionsId, 'aria-activedescendant': suggestionId(found[chosen] ?? found[0]!) } : {})}
            className="max-h-[40dvh] min-h-10 min-w-0 flex-1 resize-none self-center bg-transparent px-2 py-2 outline-none placeholder:truncate placeholder:text-muted"
            onChange={(event) => change(event.target.value, event.target.selectionStart)}
            onSelect={(event) => completion && setCompletion(completionAt(text, event.currentTarget.selectionStart))}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            onBlur={() => setCompletion(null)}
          />
          <EmojiPopover
            open={isPicking}
            onOpenChange={setPicking}
            onPick={(emoji) => {
              setPicking(false);
              insert(emoji);
            }}
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              field.current?.focus();
            }}
            trigger={
              <IconButton label={t.conversation.emoji}>
                <Smile />
              </IconButton>
            }
          />
          <IconButton type="submit" look={canSend ? 'primary' : 'quiet'} label={edit ? t.conversation.saveEdit : t.conversation.send} disabled={!canSend}>
            {edit ? <Check /> : <SendHorizontal className="rtl:-scale-x-100" />}
          </IconButton>
        </div>
      </div>
      <p id="composer-note" aria-live="polite" className={`px-2 text-sm ${left < 0 ? 'text-danger' : 'text-muted'}`}>
        {left < 0 ? t.conversation.tooLong(-left) : left < nearLimit ? t.conversation.charactersLeft(left) : wait > 0 && !edit ? t.conversation.slowMode(wait) : null}
      </p>
    </form>
  );
}
