/** A page that is hidden meanwhile draws no more frames; what was to run must not wait until it is looked at again. */
const patienceMs = 200;

/**
 * Runs it before the next picture is drawn, so that what comes many times a second costs one drawing. Hidden pages draw nothing, and Node never does: there it
 * runs after the present turn.
 */
export function beforeNextFrame(run: () => void): void {
  if (typeof requestAnimationFrame === 'undefined' || document.hidden) return queueMicrotask(run);
  const once = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    run();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, patienceMs);
}
