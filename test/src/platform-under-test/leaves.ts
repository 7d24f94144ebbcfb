type Path = readonly PropertyKey[];

export interface Leaf {
  readonly path: Path;
  readonly value: unknown;
}

/** Every text and number of a JSON value, with the way to it. */
export function leavesOf(value: unknown, path: Path = []): Leaf[] {
  if (typeof value === 'string' || typeof value === 'number') return [{ path, value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => leavesOf(part, [...path, Array.isArray(value) ? Number(key) : key]));
}

/** A copy with another value at the end of the path. */
export function withLeaf(value: unknown, [key, ...rest]: Path, leaf: unknown): unknown {
  if (key === undefined) return leaf;
  if (Array.isArray(value)) return value.map((part: unknown, index) => (index === key ? withLeaf(part, rest, leaf) : part));
  const named = value as Readonly<Record<PropertyKey, unknown>>;
  return { ...named, [key]: withLeaf(named[key], rest, leaf) };
}
