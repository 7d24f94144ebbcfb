/** Resolves when it holds; rejects when it has not within a minute. */
export async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 3_000; tries += 1) {
    if (holds()) return;
    await new Promise((resolve) => void setTimeout(resolve, 20));
  }
  throw new Error('did not come about');
}
