import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import type { Micros } from '@yanshou/telemetry';

/** What is counted of a record. */
export interface TalliedRecord {
  readonly kind: number;
  readonly at: Micros;
  readonly body: Buffer;
}

export interface ProjectTally {
  /** A project; `#03` for the platform's own records of a partition. */
  readonly name: string;
  readonly records: number;
  /** SHA-256 over kind, time of receipt and body of each record, in order. */
  readonly digest: string;
}

const HEAD_BYTES = 16;

/** Counts and digests by project: equal where the same records are in the same order within each of them. */
export class RecordTally {
  private readonly kept = new Map<string, { records: number; readonly hash: Hash }>();
  private readonly head = Buffer.alloc(HEAD_BYTES);

  add(key: string, partition: number, { kind, at, body }: TalliedRecord): void {
    const name = key === '' ? `#${String(partition).padStart(2, '0')}` : key;
    const kept = this.kept.get(name) ?? { records: 0, hash: createHash('sha256') };
    this.kept.set(name, kept);
    kept.records += 1;
    this.head.writeUInt32LE(kind, 0);
    this.head.writeBigInt64LE(BigInt(at), 4);
    this.head.writeUInt32LE(body.length, 12);
    kept.hash.update(this.head).update(body);
  }

  /** By name. Nothing can be added afterwards. */
  result(): ProjectTally[] {
    return [...this.kept].map(([name, { records, hash }]) => ({ name, records, digest: hash.digest('hex') })).sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}
