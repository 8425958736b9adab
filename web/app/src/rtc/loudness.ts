/** From the mean square of samples, 0 to 1: quiet speech is a third, loud speech nearly all. As the ear counts, in decibels from −60. */
export function loudness(meanSquare: number): number {
  const decibels = 10 * Math.log10(meanSquare + 1e-12);
  return Math.min(1, Math.max(0, (decibels + 60) / 60));
}
