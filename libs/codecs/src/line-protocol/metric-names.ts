import { METRIC_NAME } from '@yanshou/telemetry';
import type { CodecTables } from '../codec-tables.js';
import { hashByte, hashStart } from '../intern-table.js';

const POINT = 0x2e;
const SINGLE_VALUE = Buffer.from('value');
const TELEMETRY = Buffer.from('telemetry');
/** More bytes than any permitted name has. */
const ROOM = 512;

/**
 * Names of metrics from measurement and field: `{measurement}.{field}`; the field `value` is the measurement itself, and
 * of the measurement `telemetry` every field stands alone.
 */
export class MetricNames {
  private readonly scratch = Buffer.alloc(ROOM);
  /** Length and hash of the measurement, and of what stands before a field. */
  private measurement = 0;
  private measurementHash = hashStart;
  private prefix = 0;
  private prefixHash = hashStart;

  constructor(private readonly tables: CodecTables) {}

  /** Takes bytes[from…to) as the measurement of the fields that follow; false when it is too long for any name. */
  begin(bytes: Buffer, from: number, to: number): boolean {
    this.prefix = 0;
    this.prefixHash = hashStart;
    if (to - from > ROOM / 4) return false;
    if (spells(bytes, from, to, TELEMETRY)) {
      this.measurement = 0;
      return true;
    }
    this.measurementHash = this.append(bytes, from, to);
    this.measurement = to - from;
    this.scratch[this.measurement] = POINT;
    this.prefix = this.measurement + 1;
    this.prefixHash = hashByte(this.measurementHash, POINT);
    return true;
  }

  /** The number of the name that the field bytes[from…to) has; -1 when that is no permitted name. */
  find(bytes: Buffer, from: number, to: number): number {
    if (to - from > ROOM / 4) return -1;
    if (this.measurement > 0 && spells(bytes, from, to, SINGLE_VALUE)) return this.number(this.measurement, this.measurementHash);
    return this.number(this.prefix + to - from, this.append(bytes, from, to));
  }

  /** Puts bytes behind the prefix; gives the hash of both. */
  private append(bytes: Buffer, from: number, to: number): number {
    const { scratch, prefix } = this;
    let hash = this.prefixHash;
    for (let at = from; at < to; at += 1) {
      const byte = bytes[at] as number;
      scratch[prefix + at - from] = byte;
      hash = hashByte(hash, byte);
    }
    return hash;
  }

  private number(length: number, hash: number): number {
    const { names } = this.tables;
    const known = names.find(this.scratch, 0, length, hash);
    if (known >= 0) return known;
    const text = this.scratch.toString('utf8', 0, length);
    return METRIC_NAME.test(text) ? names.add(this.scratch, 0, length, text) : -1;
  }
}

/** Whether bytes[from…to) are those of the word. */
export function spells(bytes: Buffer, from: number, to: number, word: Buffer): boolean {
  if (to - from !== word.length) return false;
  for (let k = 0; k < word.length; k += 1) if (bytes[from + k] !== word[k]) return false;
  return true;
}
