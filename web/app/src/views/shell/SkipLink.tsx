import { focusContent } from '../ui/focus-return.ts';
import { classes } from '../ui/classes.ts';
import { useText } from '../use-text.ts';

export const contentId = 'content';

/** The first that Tab comes to: past the navigation and the list of chats. Seen while it has the focus. */
export function SkipLink({ hiddenWhenNarrow }: { hiddenWhenNarrow: boolean }) {
  const t = useText();
  return (
    <a
      href={`#${contentId}`}
      onClick={(event) => {
        // The address stays that of the place.
        event.preventDefault();
        focusContent();
      }}
      className={classes('sr-only rounded-lg bg-raised px-4 py-2 font-medium text-accent shadow-raised focus:not-sr-only focus:absolute focus:start-2 focus:top-2 focus:z-50 focus:px-4 focus:py-2', hiddenWhenNarrow && 'max-md:hidden')}
    >
      {t.common.skip}
    </a>
  );
}
