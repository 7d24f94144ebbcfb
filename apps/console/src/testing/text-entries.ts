export type TextEntry = readonly [key: string, text: string];

/** Every text with its key; a function is asked with samples. */
export function entriesOf(texts: object, prefix = ''): TextEntry[] {
  return Object.entries(texts).flatMap(([key, value]: [string, unknown]): TextEntry[] => {
    const path = `${prefix}${key}`;
    if (typeof value === 'string') return [[path, value]];
    if (typeof value === 'function') return [[path, String((value as (...samples: number[]) => string)(2, 3, 4))]];
    return entriesOf(value as object, `${path}.`);
  });
}
