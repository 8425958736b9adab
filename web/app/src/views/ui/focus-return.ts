import { useEffect, useRef, useState } from 'react';

/** What has the focus, or had it before a menu: that is gone before what is opened from it. */
let last: HTMLElement | null = null;
document.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLElement && !target.closest('[role=menu]')) last = target;
});
document.addEventListener('focusout', ({ target, relatedTarget }) => {
  // Not when the window loses it: it comes back to the same place.
  if (target === last && relatedTarget === null && document.hasFocus()) last = null;
});

/** What had the focus when something opened over the page, to give it back to. */
export function useOpener(isOpen: boolean): HTMLElement | null {
  const [held, setHeld] = useState(() => ({ isOpen, opener: last }));
  // While it is drawn: afterwards what opens has taken the focus already.
  if (held.isOpen !== isOpen) setHeld({ isOpen, opener: isOpen ? last : held.opener });
  return held.opener;
}

/** For a dialog: what to do at its `onCloseAutoFocus`. By itself it gives the focus back to nothing but its own trigger. */
export function useFocusReturn(isOpen: boolean): (event: Event) => void {
  const opener = useOpener(isOpen);
  return (event) => {
    event.preventDefault();
    giveFocus(opener);
  };
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
