// Transpiles one project's src/ to dist/ with swc; types are checked by the `typecheck` target.
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { transformFile } from '@swc/core';

const root = resolve(import.meta.dirname, '..');
const project = resolve(process.argv[2] ?? '.');
const source = join(project, 'src');
const output = join(project, 'dist');

async function emit(file) {
  if (/\.(spec|test)\.ts$|\.d\.ts$/.test(file)) return;
  const target = join(output, relative(source, file));
  await mkdir(dirname(target), { recursive: true });
  if (!file.endsWith('.ts')) return copyFile(file, target);
  const script = target.replace(/\.ts$/, '.js');
  const { code, map } = await transformFile(file, {
    configFile: join(root, '.swcrc'),
    sourceFileName: relative(dirname(script), file),
  });
  await writeFile(script, `${code}\n//# sourceMappingURL=${script.split('/').pop()}.map\n`);
  await writeFile(`${script}.map`, map ?? '');
}

await rm(output, { recursive: true, force: true });
const entries = await readdir(source, { recursive: true, withFileTypes: true });
await Promise.all(entries.filter((e) => e.isFile()).map((e) => emit(join(e.parentPath ?? e.path, e.name))));
