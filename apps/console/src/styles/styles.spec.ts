import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const source = resolve(import.meta.dirname, '..');
const filesOf = (ending: string): string[] => readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(ending) && !file.includes('.spec.'));
const textOf = (ending: string): string => filesOf(ending).map((file) => readFileSync(join(source, file), 'utf8')).join('\n');
const styles = textOf('.css');
const components = textOf('.tsx');

/** Class names that a component writes out; of `chip--${verdict}` the part before the brace. */
const used = new Set([...components.matchAll(/className=("[^"]*"|\{(?:[^{}]|\{[^}]*\})*\})/g)]
  .flatMap(([, value = '']) => [...value.matchAll(/(?<!=== )["'`]([^"'`]+)["'`]/g)].flatMap(([, names = '']) => names.split(' '))).map((name) => name.replace(/\$\{.*/, '')).filter((name) => /^[a-z]/.test(name)));
const styled = new Set([...styles.matchAll(/\.([a-z][\w-]*)/g)].map(([, name = '']) => name));

/** Relative luminance (WCAG 2). */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const tokensOf = (block: string): ReadonlyMap<string, string> => new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]));
const [light = '', dark = ''] = readFileSync(join(source, 'styles/tokens.css'), 'utf8').split('@media');
const PAIRS = [
  ['text', 'background'], ['text', 'surface'], ['text-muted', 'background'], ['text-muted', 'surface'], ['text-muted', 'sunken'], ['text-muted', 'track'], ['text', 'track'], ['accent', 'surface'],
  ['accent', 'background'], ['accent', 'accent-soft'], ['accent-text', 'accent'], ['met', 'met-soft'], ['not-met', 'not-met-soft'], ['not-met', 'surface'], ['insufficient', 'insufficient-soft'],
  ['pending', 'pending-soft'], ['stamp', 'surface'], ['stamp', 'accent-soft'], ['text', 'not-met-soft'], ['text-muted', 'not-met-soft'],
  ...(['met', 'not-met', 'insufficient', 'pending'] as const).flatMap((tone) => (['surface', 'background', 'sunken'] as const).map((ground) => [tone, ground] as const)),
  ['text-muted', 'accent-soft'], ['not-met', 'accent-soft'], ['text', 'insufficient-soft'], ['accent', 'sunken'], ['text', 'sunken'],
] as const;

describe('the style sheets', () => {
  it('know every class that a component names', () => {
    expect(used.size).toBeGreaterThan(40);
    expect([...used].filter((name) => !styled.has(name) && !(/-$/.test(name) && [...styled].some((one) => one.startsWith(name))))).toEqual([]);
  });

  it('ask nothing of another place', () => {
    expect(styles).not.toMatch(/url\(|https?:|@font-face/);
  });

  it.each([['light', light], ['dark', dark]])('text has enough contrast (WCAG AA), %s', (_, block) => {
    const tokens = tokensOf(block);
    const weak = PAIRS.map(([text, ground]) => [text, ground, contrast(tokens.get(text) ?? '', tokens.get(ground) ?? '')] as const).filter(([, , ratio]) => !(ratio >= 4.5));
    expect(weak).toEqual([]);
  });
});
