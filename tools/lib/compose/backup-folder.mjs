// The folder of a backup of the containers: a file a part, the secrets, what it is, and a manifest for sha256sum, written last.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { cp, mkdir, open, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ToolError } from './docker.mjs';

export const FORMAT = 'yanshou-compose-backup/1';
const FACTS = 'backup.json';
const MANIFEST = 'manifest-sha256.txt';
/** Of an archive of tar; one of zeros is its end. */
const BLOCK = 512;

/** Makes the folder, for its owner alone. Refuses one that has something in it. */
export async function makeFolder(folder) {
  if (existsSync(folder) && (await readdir(folder)).length > 0) throw new ToolError(`${folder} 不是空目录：请另选一个`, `${folder} is not empty: choose another folder`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
}

/** Throws ToolError for an archive that is empty or was cut off: it goes from entry to entry and has to find the end after one. */
export async function requireArchive(path) {
  const file = await open(path);
  try {
    const header = Buffer.alloc(BLOCK);
    let [at, entries] = [0, 0];
    while ((await file.read(header, 0, BLOCK, at)).bytesRead === BLOCK) {
      if (header.every((byte) => byte === 0)) break;
      [at, entries] = [at + BLOCK + Math.ceil(sizeIn(header) / BLOCK) * BLOCK, entries + 1];
      header.fill(1);
    }
    if (entries === 0 || header.some((byte) => byte !== 0)) throw new ToolError(`${path} 不完整`, `${path} is not whole`);
  } finally {
    await file.close();
  }
}

/** Size of an entry: octal digits, or a number of its own when they are too few. */
function sizeIn(header) {
  const field = header.subarray(124, 136);
  return field[0] === 0x80 ? Number(field.readBigUInt64BE(4)) : Number.parseInt(field.toString('latin1'), 8) || 0;
}

/** A copy of a file or folder of the operator's, for its owner alone; false when it is not there. */
export async function keep(from, folder, name) {
  if (!existsSync(from)) return false;
  await cp(from, join(folder, name), { recursive: true, dereference: true });
  return true;
}

/** Writes facts and manifest: from here on it is a backup. */
export async function finish(folder, facts) {
  await writeFile(join(folder, FACTS), `${JSON.stringify({ format: FORMAT, ...facts }, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
  const lines = [];
  for (const path of await filesBelow(folder)) lines.push(`${await digestOf(join(folder, path))}  ${path}\n`);
  const manifest = await open(join(folder, MANIFEST), 'wx', 0o600);
  await manifest.writeFile(lines.join(''));
  await manifest.sync();
  await manifest.close();
}

/** The facts of a backup whose every file is as it was written. Throws ToolError that names those that are not. */
export async function openBackup(folder) {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => undefined);
  if (text === undefined) throw new ToolError(`${folder} 没有 ${MANIFEST}：不是备份，或没有做完`, `${folder} has no ${MANIFEST}: no backup, or one that was not finished`);
  const entries = new Map(text.split('\n').filter((line) => line !== '').map((line) => [line.slice(66), line.slice(0, 64)]));
  const found = new Set((await filesBelow(folder)).filter((path) => path !== MANIFEST));
  const wrong = [...found].filter((path) => !entries.has(path)).map((path) => `${path}: 不在清单中 not in the manifest`);
  for (const [path, digest] of entries) {
    if (!found.has(path)) wrong.push(`${path}: 缺失 missing`);
    else if ((await digestOf(join(folder, path))) !== digest) wrong.push(`${path}: 内容已改变 was changed`);
  }
  if (wrong.length > 0) throw new ToolError(`备份不完好，未恢复任何内容：\n${wrong.join('\n')}`, 'the backup is not intact; nothing was restored');
  const facts = JSON.parse(await readFile(join(folder, FACTS), 'utf8'));
  if (facts.format !== FORMAT) throw new ToolError(`${folder} 的格式（${facts.format}）不是本工具的`, `${folder} is of another format: use the tool that wrote it`);
  return facts;
}

/** Paths of all files below a folder, with slashes. */
export async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
}

async function digestOf(path) {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece);
  return hash.digest('hex');
}

/** Whether two files, or two folders with all they hold, have the same content. */
export async function isSame(left, right) {
  if ((await stat(left)).isFile()) return (await readFile(left)).equals(await readFile(right));
  const [here, there] = [await filesBelow(left), await filesBelow(right)];
  if (here.join('\n') !== there.join('\n')) return false;
  for (const path of here) if (!(await isSame(join(left, path), join(right, path)))) return false;
  return true;
}
