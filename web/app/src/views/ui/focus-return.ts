import { useEffect, useRef, useState } from 'react';

/** What had the focus last, menus aside: they are gone before what was opened from them is. */
let last: HTMLElement | null = null;
document.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLElement && !target.closest('[role=menu]')) last = target;
});

/** What had the focus when something opened over the page, to give it back to. */
export function useOpener(isOpen: boolean): HTMLElement | null {
  const [held, setHeld] = useState(() => ({ isOpen, opener: last }));
  // While it is drawn: afterwards what opens has taken the focus already.
  if (held.isOpen !== isOpen) setHeld({ isOpen, opener: isOpen ? last : held.opener });
  return held.opener;
}

/** The focus goes there, or to the page's content where that is gone; unless something took it meanwhile. */
export function giveFocus(to: HTMLElement | null): void {
  if (isFocusTaken()) return;
  to?.focus({ preventScroll: true });
  if (!isFocusTaken()) focusContent();
}

export function isFocusTaken(): boolean {
  const at = document.activeElement;
  // A view that waits for the code of the next one is hidden before it goes.
  return at !== null && at !== document.body && at.checkVisibility();
}

export function focusContent(): void {
  document.querySelector('main')?.focus({ preventScroll: true });
}

/** When another view takes the place of the one that had the focus, its content gets it: else Tab would begin at the top of the page. */
export function useKeptFocus(view: string): void {
  const before = useRef(view);
  useEffect(() => {
    if (before.current === view) return;
    before.current = view;
    // After the dialogs of the old view, which give it back themselves.
    const timer = setTimeout(() => giveFocus(null));
    return () => clearTimeout(timer);
  }, [view]);
}
