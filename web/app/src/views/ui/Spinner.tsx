import { LoaderCircle } from 'lucide-react';
import { classes } from './classes.ts';

/** Decoration: whoever shows it says in words what goes on. */
export function Spinner({ small = false }: { small?: boolean }) {
  return <LoaderCircle aria-hidden className={classes('animate-spin', small ? 'size-4' : 'size-6 text-muted')} />;
}
