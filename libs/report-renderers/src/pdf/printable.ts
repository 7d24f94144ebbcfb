import { openSync } from 'fontkit';
import { visible } from '../html-text.js';
import { FONT_FILES } from './page-style.js';

let known: ReadonlySet<number> | undefined;

/** Code points of the report's font, read once. */
function characters(): ReadonlySet<number> {
  const font = openSync(FONT_FILES.normal);
  return new Set('characterSet' in font ? font.characterSet : []);
}

/** A character that the font does not have, or that nobody would see, is shown by its number: never an empty box. */
function printable(text: string): string {
  const has = (known ??= characters());
  return visible(text).replaceAll('\t', ' ').replace(/[^\n]/gu, (character) => {
    const point = character.codePointAt(0) ?? 0;
    return has.has(point) ? character : `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
  });
}

/** A part of a document with every text in it printable; functions are left as they are. */
export function printableContent<Part>(part: Part): Part {
  if (typeof part === 'string') return printable(part) as Part;
  if (Array.isArray(part)) return part.map(printableContent) as Part;
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, printableContent<unknown>(value)])) as Part;
}
