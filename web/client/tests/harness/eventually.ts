/** Asks again until `complaint` has none (null), and fails with the last one when it never stops complaining. */
export async function eventually(complaint: () => string | null | Promise<string | null>, withinMs = 30_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const last = await complaint();
    if (last === null) return;
    if (Date.now() > deadline) throw new Error(`Still after ${withinMs} ms: ${last}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
