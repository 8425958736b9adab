/** Focuses a row of a list that is being drawn: rows that are not measured yet are hidden, and take no focus. */
export function focusSoon(selector: string, frames = 20): void {
  requestAnimationFrame(() => {
    const row = document.querySelector<HTMLElement>(`[role=log] ${selector}`);
    row?.focus({ preventScroll: true });
    if ((!row || document.activeElement !== row) && frames > 0) focusSoon(selector, frames - 1);
  });
}
