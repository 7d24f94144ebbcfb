import type { DataDirectory } from '../runtime/data-directory.js';

/** The parts of a platform's data by their name in a backup; scratch files and the marks of running processes are none. */
export type DataParts = ReadonlyMap<string, string>;

/** Where each part is. What a backup does not name here is not restored. */
export const partsOf = (data: DataDirectory): DataParts =>
  new Map([
    ['registry', data.registry], ['journal', data.journal], ['evidence', data.evidence], ['bundles', data.bundles], ['store', data.store],
    ['credential-pepper', data.pepper], ['signing-key.json', data.signingKey], ['broker-session.json', data.brokerSession], ['instance-id', data.instance],
    // What a store lacks it lacks after a restore too.
    ['store-data-missing.json', data.missingData],
  ]);

/** The parts that are one file. */
export const SINGLE_FILES = ['credential-pepper', 'signing-key.json', 'broker-session.json', 'instance-id', 'store-data-missing.json'] as const;

/** Where the file of a backup belongs; undefined for one that is of no part. */
export function placeOf(parts: DataParts, path: string): string | undefined {
  const [part = '', ...rest] = path.split('/');
  const place = parts.get(part);
  return place === undefined ? undefined : [place, ...rest].join('/');
}
