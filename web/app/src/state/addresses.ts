/** The number that a part of an address is; undefined where it is none that anything can have. */
export function numberIn(part: string): number | undefined {
  const number = /^\d+$/.test(part) ? Number(part) : undefined;
  return number !== undefined && Number.isSafeInteger(number) ? number : undefined;
}

/** The words that a part of an address stands for; as it is where it is not an encoding of any. */
export function wordsIn(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
