import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DemonstrationProject } from '@yanshou/devices-sim';
import { qrCode } from '@yanshou/platform';
import type { Platform } from '@yanshou/platform';

/** Where a consumer, or whoever shows the demonstration, finds the history of a batch. */
export interface ShownBatch {
  readonly batch: string;
  /** The page behind the QR code, while the platform runs. */
  readonly url: string;
  /** File of the code. */
  readonly qr: string;
  /** File of the page as it was now: it can be shown when the platform has ended. */
  readonly page: string;
}

/** Puts the QR code and the public page of the first traced batch into `output`; undefined when no project traces any. */
export async function showBatch({ registry, httpPort }: Pick<Platform, 'registry' | 'httpPort'>, projects: readonly DemonstrationProject[], output: string): Promise<ShownBatch | undefined> {
  const traced = projects.find(({ trace }) => trace !== undefined);
  const batch = traced?.trace?.batches[0]?.id;
  const kept = traced === undefined || batch === undefined ? undefined : await registry.traceBatch(traced.id, batch);
  if (kept === undefined) return undefined;
  const url = `http://127.0.0.1:${httpPort}/t/${kept.publicId}`;
  const page = await fetch(url);
  if (!page.ok) throw new Error(`${url}: ${page.status}`);
  await mkdir(output, { recursive: true });
  const shown = { batch: kept.id, url, qr: join(output, `${kept.id}.qr.svg`), page: join(output, `${kept.id}.html`) };
  await writeFile(shown.qr, qrCode(url));
  await writeFile(shown.page, await page.text());
  return shown;
}
