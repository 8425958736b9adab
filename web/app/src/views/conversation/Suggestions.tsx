import type { Member } from '@parlance/client';
import { Avatar } from '../ui/Avatar.tsx';
import { classes } from '../ui/classes.ts';
import { useText } from '../use-text.ts';

export const suggestionsId = 'mention-suggestions';

export function suggestionId(member: Member): string {
  return `mention-${member.user}`;
}

/** Whom the `@` before the caret may mean. The focus stays where one writes. */
export function Suggestions({ members, chosen, onChoose }: { members: readonly Member[]; chosen: number; onChoose(member: Member): void }) {
  const t = useText();
  return (
    <ul id={suggestionsId} role="listbox" aria-label={t.conversation.suggestions} className="absolute inset-x-0 bottom-full z-20 mb-1 max-h-72 overflow-y-auto rounded-xl border border-line bg-raised p-1 shadow-raised">
      {members.map((member, index) => (
        <li
          key={member.user}
          id={suggestionId(member)}
          role="option"
          aria-selected={index === chosen}
          onPointerDown={(event) => {
            event.preventDefault();
            onChoose(member);
          }}
          className={classes('flex min-h-11 cursor-pointer items-center gap-3 rounded-lg px-2', index === chosen && 'bg-hover')}
        >
          <Avatar name={member.name} id={member.user} url={member.avatar_url} size="small" />
          <span className="min-w-0 truncate">{member.name}</span>
        </li>
      ))}
    </ul>
  );
}
