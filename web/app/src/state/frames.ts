/** A page that is hidden meanwhile draws no more frames; what was to run must not wait until it is looked at again. */
const patienceMs = 200;
/** While a lot comes, it is drawn this often: a list that is laid out anew at every frame leaves no time for scrolling and typing. The first of a burst does not wait. */
const paceMs = 120;

let ranAt = -paceMs;

/**
 * Runs it before one of the next pictures is drawn, so that what comes many times a second costs few drawings. Hidden pages draw nothing, and Node never does:
 * there it runs after the present turn.
 */
export function beforeNextFrame(run: () => void): void {
  if (typeof requestAnimationFrame === 'undefined' || document.hidden) return queueMicrotask(run);
  let frame = 0;
  const once = () => {
    cancelAnimationFrame(frame);
    clearTimeout(pause);
    clearTimeout(patience);
    ranAt = performance.now();
    run();
  };
  const wait = Math.max(0, ranAt + paceMs - performance.now());
  const pause = setTimeout(() => (frame = requestAnimationFrame(once)), wait);
  const patience = setTimeout(once, wait + patienceMs);
}
