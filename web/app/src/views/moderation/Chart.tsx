import { useText } from '../use-text.ts';

const width = 320;
const height = 80;

/** One figure over time: its value now in large, the course of it below. Where there was nothing to measure the line has a gap. */
export function Chart({ title, times, values, format, max }: { title: string; times: readonly number[]; values: readonly (number | null)[]; format(value: number): string; max?: number }) {
  const t = useText();
  const known = values.filter((value) => value !== null);
  const now = values.at(-1) ?? null;
  const top = max ?? Math.max(1, ...known);
  return (
    <figure className="flex flex-col gap-1 rounded-2xl border border-line bg-raised p-4">
      <figcaption className="text-sm text-muted">{title}</figcaption>
      <p className="text-2xl font-semibold tabular-nums">{now === null ? '–' : format(now)}</p>
      <svg
        role="img"
        aria-label={known.length === 0 ? t.moderation.nothingMeasured : t.moderation.between(format(Math.min(...known)), format(Math.max(...known)))}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        className="h-20 w-full overflow-visible"
      >
        <line x1="0" x2={width} y1={height} y2={height} className="stroke-line" vectorEffect="non-scaling-stroke" />
        {lines(times, values, top).map((points) => (
          <polyline key={points} points={points} fill="none" strokeWidth="2" strokeLinejoin="round" className="stroke-accent" vectorEffect="non-scaling-stroke" />
        ))}
      </svg>
      <p className="flex justify-between text-xs text-muted">
        <span>{t.moderation.ago(Math.round((times.at(-1)! - times[0]!) / 60_000))}</span>
        <span>{t.moderation.highest(format(known.length === 0 ? 0 : Math.max(...known)))}</span>
      </p>
    </figure>
  );
}

/** A line for each run of values without a gap. */
export function lines(times: readonly number[], values: readonly (number | null)[], top: number): string[] {
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const span = Math.max(1, last - first);
  const found: string[][] = [[]];
  values.forEach((value, index) => {
    if (value === null) found.push([]);
    else found.at(-1)!.push(`${(((times[index]! - first) / span) * width).toFixed(1)},${(height - (value / top) * (height - 2)).toFixed(1)}`);
  });
  return found.filter((points) => points.length > 0).map((points) => (points.length === 1 ? `${points[0]} ${points[0]}` : points.join(' ')));
}
