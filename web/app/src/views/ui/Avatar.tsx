import { useState } from 'react';
import { mediaUrl } from '../../state/media-url.ts';
import { classes } from './classes.ts';

const sizes = { small: 'size-6 text-[0.625rem]', normal: 'size-9 text-sm', large: 'size-16 text-xl', huge: 'size-24 text-3xl' };

/** Eight hues that are told apart in both themes; the same person always has the same one. */
const hues = ['#8a4b2a', '#7a5c00', '#3f6b22', '#0b6b5d', '#1f5f8b', '#4c55a5', '#7d4696', '#95385f'];

interface AvatarProps {
  /** What to take the letters and the colour from. */
  name: string;
  id: number;
  url?: string | null | undefined;
  size?: keyof typeof sizes;
  /** Rooms are square, people round. */
  square?: boolean;
  /** A dot for whoever is there. */
  online?: boolean | undefined;
}

/** Decoration beside a name that is written, so read aloud by nobody. */
export function Avatar({ name, id, url, size = 'normal', square = false, online }: AvatarProps) {
  const [isBroken, setBroken] = useState(false);
  const shape = square ? 'rounded-xl' : 'rounded-full';
  return (
    <span aria-hidden className={classes('relative inline-flex shrink-0', sizes[size])}>
      {url && !isBroken ? (
        <img src={mediaUrl(url)} alt="" loading="lazy" onError={() => setBroken(true)} className={classes('size-full object-cover', shape)} />
      ) : (
        <span
          style={{ backgroundColor: hues[id % hues.length] }}
          // Drawn rather than written: a button around it is called by its own name, not by these letters.
          data-initials={initials(name)}
          className={classes('flex size-full items-center justify-center font-semibold text-white before:content-[attr(data-initials)]', shape)}
        />
      )}
      {online && <span className="absolute -end-0.5 -bottom-0.5 size-3 rounded-full border-2 border-page bg-ok" />}
    </span>
  );
}

/** The first letters of the first two words, whole characters in any script. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => [...word][0]!.toLocaleUpperCase())
    .join('');
}
