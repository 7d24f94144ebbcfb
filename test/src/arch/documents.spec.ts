import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = resolve(import.meta.dirname, '../../..');
const documents = ['README.md', 'CONTRIBUTING.md', ...readdirSync(join(root, 'docs/adr')).map((name) => join('docs/adr', name))];

/** Paths in back-quotes or links that begin with a folder of the repository. */
function pathsIn(document: string): string[] {
  const text = readFileSync(join(root, document), 'utf8');
  const quoted = [...text.matchAll(/`((?:apps|libs|docs|tools|test|devices-sim|dashboards|\.ci)\/[^`\s*<>{}…]*)`/g)].map((m) => m[1] as string);
  const linked = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)\)/g)].map((m) => join(document, '..', m[1] as string));
  return [...quoted, ...linked];
}

describe('the documents', () => {
  it.each(documents)('%s names only paths that exist', (document) => {
    const missing = pathsIn(document).filter((path) => !existsSync(join(root, path)));
    expect(missing).toEqual([]);
  });

  it('README names the two commands', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    expect(readme).toContain('npm run demo');
    expect(readme).toContain('npm test');
  });
});

describe('the layout', () => {
  it('has no layer as a folder of a library', () => {
    const layers = readdirSync(join(root, 'libs')).flatMap((lib) => readdirSync(join(root, 'libs', lib, 'src')).filter((name) => ['services', 'controllers', 'utils', 'helpers'].includes(name)).map((name) => join(lib, name)));
    expect(layers).toEqual([]);
  });
});
