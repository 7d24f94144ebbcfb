import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** A disk of its own in memory, which can be made larger and smaller while it is used. */
export interface MountedDisk {
  resize(size: string): void;
  unmount(): void;
}

/** Undefined without the right to mount one. `size` as mount(8) has it. */
export function mountDisk(path: string, size: string): MountedDisk | undefined {
  mkdirSync(path);
  const mount = (...args: readonly string[]): void => void execFileSync('mount', args, { stdio: 'ignore' });
  try {
    mount('-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path);
  } catch {
    return undefined;
  }
  return { resize: (next) => mount('-o', `remount,size=${next}`, path), unmount: () => void execFileSync('umount', [path], { stdio: 'ignore' }) };
}
