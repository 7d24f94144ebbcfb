import { open } from 'node:fs/promises';
import type { BundleFile } from './bundle-file.js';

/** An open file, read where it is asked for; close it when done. Rejects as `open` of node:fs does. */
export interface OpenFile extends BundleFile {
  close(): Promise<void>;
}

export async function openFile(path: string): Promise<OpenFile> {
  const handle = await open(path, 'r');
  const { size } = await handle.stat();
  return {
    size,
    slice: (start, end) => ({
      arrayBuffer: async () => {
        const whole = new Uint8Array(Math.max(0, Math.min(end, size) - start));
        let filled = 0;
        while (filled < whole.length) {
          const { bytesRead } = await handle.read(whole, filled, whole.length - filled, start + filled);
          if (bytesRead === 0) return whole.buffer.slice(0, filled);
          filled += bytesRead;
        }
        return whole.buffer;
      },
    }),
    close: () => handle.close(),
  };
}
