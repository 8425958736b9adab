import { EmojiPicker as Picker } from 'frimousse';
import { spoken } from '../../i18n/index.ts';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';

/** All emoji, with a search in the language of the app. Loaded when it is opened first. */
export default function EmojiPicker({ onPick }: { onPick(emoji: string): void }) {
  const t = useText();
  const language = useStore(spoken, (value) => value.language);
  return (
    <Picker.Root locale={language} emojibaseUrl="/app/emoji" columns={8} onEmojiSelect={({ emoji }) => onPick(emoji)} className="flex h-80 w-[19rem] flex-col">
      <Picker.Search autoFocus aria-label={t.conversation.emojiSearch} placeholder={t.conversation.emojiSearch} className="m-2 h-10 rounded-lg border border-line-strong bg-raised px-3 placeholder:text-muted" />
      <Picker.Viewport className="relative min-h-0 flex-1 outline-none">
        <Picker.Loading className="absolute inset-0 flex items-center justify-center text-muted">{t.common.loading}</Picker.Loading>
        <Picker.Empty className="absolute inset-0 flex items-center justify-center text-muted">{t.conversation.emojiNone}</Picker.Empty>
        <Picker.List
          className="pb-2 select-none"
          components={{
            CategoryHeader: ({ category, ...rest }) => (
              <div {...rest} className="bg-raised px-3 py-1.5 text-xs font-semibold text-muted">
                {category.label}
              </div>
            ),
            // Rows and columns are counted from 1 in ARIA; the picker begins at 0.
            Row: ({ children, ...rest }) => (
              <div {...rest} {...fromOne(rest, 'aria-rowindex')} className="px-2">
                {children}
              </div>
            ),
            Emoji: ({ emoji, ...rest }) => (
              <button type="button" {...rest} {...fromOne(rest, 'aria-colindex')} className="flex size-9 items-center justify-center rounded-lg text-xl data-[active]:bg-hover">
                {emoji.emoji}
              </button>
            ),
          }}
        />
      </Picker.Viewport>
    </Picker.Root>
  );
}

function fromOne<Name extends string>(props: object, name: Name): Partial<Record<Name, number>> {
  const index = (props as Partial<Record<Name, number>>)[name];
  return index === undefined ? {} : ({ [name]: index + 1 } as Record<Name, number>);
}
