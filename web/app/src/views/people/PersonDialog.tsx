/** Who somebody is, and what one can do: write, call, block, report. */
export default function PersonDialog(_: { user: number; onClose(): void }) {
  return null;
}
