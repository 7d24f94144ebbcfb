import { crc32 } from 'node:zlib';

export const PARTITIONS = 16;

/** What the streams and subjects of one platform begin with. */
export const DEFAULT_NAME = 'yanshou-journal';

const twoDigits = (partition: number): string => String(partition).padStart(2, '0');

export const streamName = (name: string, partition: number): string => `${name}-${twoDigits(partition)}`;

/** Of a journal's id, which begins with it. */
export const streamOf = (journal: string): string => journal.split('.')[0] as string;

/** All subjects of a partition. */
export const subjectsOf = (name: string, partition: number): string => `${subjectPrefix(name, partition)}.>`;

export const subjectPrefix = (name: string, partition: number): string => `${name.replaceAll('-', '.')}.${twoDigits(partition)}`;

/** The one subject of a partition's messages. */
export const subjectOf = (prefix: string): string => `${prefix}.round`;

/** Where the writers of a partition agree on who is next; not of the stream. */
export const turnSubject = (name: string, partition: number): string => `${name.replaceAll('-', '.')}.turn.${twoDigits(partition)}`;

/** Where the records of a key are, for ever: the number of partitions never changes. */
export const partitionOf = (key: string): number => (key === '' ? 0 : crc32(key) % PARTITIONS);
