import { appendFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Behind every log of a database an entry of which only the beginning was written, as a crash may leave it. InfluxDB 1.6.7 goes on
 * writing behind it and reads only up to there, so that it loses with the second start what it stored after the first.
 */
export async function tearLogs(directory: string, database: string): Promise<void> {
  const folder = join(directory, 'wal', database);
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.wal'));
  for (const file of files) await appendFile(join(folder, file), Buffer.from([1, 0, 0, 16, 0, 97, 98]));
}
