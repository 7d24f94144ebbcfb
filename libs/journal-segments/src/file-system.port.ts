/** An open file. Positions and lengths are bytes; errors are Node's, with `code`. */
export interface OpenFile {
  /** Returns how many bytes were taken: fewer than given means that the disk is full. */
  write(bytes: Buffer, position: number): Promise<number>;
  /** Fills `into` as far as the file reaches; returns how many bytes were read. */
  read(into: Buffer, position: number): Promise<number>;
  /** fdatasync: the content survives a power cut once this resolves. */
  datasync(): Promise<void>;
  /** fsync: content and length survive a power cut once this resolves. */
  sync(): Promise<void>;
  truncate(length: number): Promise<void>;
  size(): Promise<number>;
  close(): Promise<void>;
}

/** `read` and `write` expect the file, `create` expects that there is none. */
export type OpenMode = 'read' | 'write' | 'create';

export interface FreeSpace {
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** The few calls of a file system that the journal makes, so that its tests can run over a disk that loses power. */
export interface JournalFileSystem {
  ensureDirectory(directory: string): Promise<void>;
  open(path: string, mode: OpenMode): Promise<OpenFile>;
  /** File names, in no order. */
  list(directory: string): Promise<string[]>;
  /** Replaces what is at `to`. */
  rename(from: string, to: string): Promise<void>;
  /** Gives a file a second name. */
  link(existing: string, path: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Names of files survive a power cut once this resolves. */
  syncDirectory(directory: string): Promise<void>;
  space(directory: string): Promise<FreeSpace>;
  /** Keeps every other writer out; the result lets go. Fails with `journal-locked`. */
  lock(directory: string): Promise<() => Promise<void>>;
}

/** The `code` of an error of a file system call, '' when it has none. */
export const errorCode = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
