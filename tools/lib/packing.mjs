// What the packed programs have in common (docs/adr/0048-few-files-to-start-from.md); settings of rolldown.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from '@swc/core';
import { root } from './workspace.mjs';

/** The same compiler with the same settings as of everything that is not packed, and of the tests. */
const swc = {
  name: 'swc',
  transform: {
    filter: { id: /\.ts$/ },
    handler: (code, id) => transform(code, { configFile: join(root, '.swcrc'), filename: id, sourceFileName: id }),
  },
};

/** Licences of the packages that are packed ask to be handed on with them. */
const licences = {
  name: 'licences',
  async generateBundle(_, files) {
    const folders = new Set(Object.values(files).flatMap(({ moduleIds = [] }) => moduleIds.flatMap(folderOf)));
    const texts = await Promise.all([...folders].sort().map(licenceOf));
    this.emitFile({ type: 'asset', fileName: 'LICENCES.txt', source: texts.join(`\n${'─'.repeat(72)}\n\n`) });
  },
};

const folderOf = (module) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(module) ?? [];

async function licenceOf(folder) {
  const { name, version, license, licenses = [] } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /^(licen[cs]e|copying|notice)/i.test(entry.name));
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file.name), 'utf8')));
  return `${name} ${version}: ${license ?? licenses.map(({ type }) => type).join(', ')}\n\n${texts.join('\n')}`;
}

/** Settings of a program that is packed into its dist. */
export const packed = ({ plugins = [], output = {}, ...settings }) => ({
  platform: 'node',
  resolve: { conditionNames: ['@yanshou/source', 'node'] },
  plugins: [swc, licences, ...plugins],
  // A package that is not found would be looked for when it is needed.
  onLog: (level, log) => {
    if (level === 'warn') throw new Error(log.message);
  },
  output: { dir: 'dist', cleanDir: true, format: 'esm', sourcemap: true, sourcemapExcludeSources: true, ...output },
  ...settings,
});
