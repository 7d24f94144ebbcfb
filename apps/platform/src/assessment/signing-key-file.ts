import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { generateSigningKey, importSigningKey } from '@yanshou/evidence';
import type { SigningKey } from '@yanshou/evidence';
import { syncFolder } from '../runtime/sync-folder.js';

/**
 * The platform's key, made at its first use. A file that is there is never replaced: what was signed with it could not
 * be shown to be ours any more. Throws Failure `signing-key-unusable` for a file that holds no key.
 */
export async function readSigningKey(file: string): Promise<SigningKey> {
  const text = readIfThere(file) ?? (await makeKey(file));
  return importSigningKey(parsed(text));
}

async function makeKey(file: string): Promise<string> {
  const text = `${JSON.stringify(await generateSigningKey())}\n`;
  const draft = `${file}.${randomUUID()}`;
  writeDurably(draft, text);
  try {
    linkSync(draft, file);
  } catch (error) {
    // Another process was first: its key is the platform's.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
  await syncFolder(dirname(file));
  return readFileSync(file, 'utf8');
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function writeDurably(file: string, text: string): void {
  const descriptor = openSync(file, 'wx', 0o600);
  writeSync(descriptor, text);
  fsyncSync(descriptor);
  closeSync(descriptor);
}
