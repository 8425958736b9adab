import { useText } from '../use-text.ts';
import { useLevel } from './use-tracks.ts';

/** Whether the microphone hears something. */
export function LevelMeter({ track }: { track: MediaStreamTrack | null }) {
  const t = useText().calls.media;
  const level = useLevel(track);
  return (
    <div role="meter" aria-label={t.level} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(level * 100)} className="h-1.5 w-full overflow-hidden rounded-full bg-hover">
      <div className="h-full w-full origin-left bg-ok transition-transform duration-100 rtl:origin-right" style={{ transform: `scaleX(${level})` }} />
    </div>
  );
}
