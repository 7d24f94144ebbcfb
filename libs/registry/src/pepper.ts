import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '@yanshou/telemetry';

/** The key of secret hashes, kept in `file` (mode 0600) and made on first use. Lost, every secret has to be issued anew. */
export function readPepper(file: string): string {
  if (!existsSync(file)) createPepper(file);
  const pepper = readFileSync(file, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(pepper)) throw damaged(file);
  return pepper;
}

/** Written whole under another name first: a cut never leaves half a key, and of two processes one wins. */
function createPepper(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const descriptor = openSync(draft, 'wx', 0o600);
  writeSync(descriptor, `${randomBytes(32).toString('hex')}\n`);
  fsyncSync(descriptor);
  closeSync(descriptor);
  chmodSync(draft, 0o600);
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
}

const damaged = (file: string): Failure =>
  new Failure('registry-pepper-damaged', `${file} does not hold a key`, false, {
    zh: `密钥文件 ${file} 已损坏：请从备份恢复，否则须重新签发所有设备密钥。`,
    en: `The key file ${file} is damaged: restore it from a backup, else every device secret has to be issued anew.`,
  });
