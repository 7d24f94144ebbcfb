import { Reader } from '@zip.js/zip.js';

/** Bytes that can be read anywhere: a Blob is one, and so is an open file of Node (see `openFile`). */
export interface BundleFile {
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

export async function readRange(file: BundleFile, start: number, end: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(start, end).arrayBuffer());
}

/** What zip.js reads from. */
export class BundleFileReader extends Reader<BundleFile> {
  constructor(private readonly file: BundleFile) {
    super(file);
    this.size = file.size;
  }

  override readUint8Array(index: number, length: number): Promise<Uint8Array> {
    return readRange(this.file, index, Math.min(this.size, index + length));
  }
}
