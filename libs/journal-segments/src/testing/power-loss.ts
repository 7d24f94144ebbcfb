import { RecordKind } from '@yanshou/journal';
import type { JournalEntry, JournalReader, JournalRecord } from '@yanshou/journal';
import { MICROS_PER_SECOND, ManualClock } from '@yanshou/telemetry';
import { openSegmentJournal } from '../open-segment-journal.js';
import type { SegmentJournal } from '../segment-journal.js';
import { openSegmentReader } from '../segment-reader.js';
import { SeededRandom } from './seeded-random.js';
import { SimulatedDisk } from './simulated-disk.js';
import type { DiskFaults } from './simulated-disk.js';

const DIRECTORY = '/journal';
const LIVES = 2;
const BATCH = { maxRecords: 1000, maxBytes: 1 << 20, waitMillis: 0 };
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** What a run through several power cuts has seen. */
export interface PowerLossReport {
  readonly violations: readonly string[];
  readonly acknowledged: number;
  readonly refused: number;
  readonly cutBytes: number;
}

/**
 * Appends, rotates, runs out of room and loses power, several times over, all by `seed`; after each cut checks that every
 * acknowledged record is there in its place and nothing is there that was refused, twice, or never appended.
 */
export async function survivePowerLoss(seed: number, faults: DiskFaults = {}): Promise<PowerLossReport> {
  const run = new PowerLossRun(seed, faults);
  for (let life = 0; life < LIVES && run.violations.length === 0; life += 1) {
    await run.live();
    await run.check();
  }
  return run;
}

class PowerLossRun implements PowerLossReport {
  readonly violations: string[] = [];
  acknowledged = 0;
  refused = 0;
  cutBytes = 0;
  private readonly random: SeededRandom;
  private readonly disk: SimulatedDisk;
  private readonly clock = new ManualClock(1);
  private readonly segmentBytes: number;
  private readonly known = new Set<string>();
  private readonly refusedTexts = new Set<string>();
  /** By sequence: what was promised to a sender or shown to a reader. */
  private readonly promised = new Map<number, string>();

  constructor(private readonly seed: number, faults: DiskFaults) {
    this.random = new SeededRandom(seed);
    this.disk = new SimulatedDisk(this.random);
    Object.assign(this.disk.faults, faults);
    this.segmentBytes = 300 + this.random.below(900);
  }

  /** One life, from the start of the journal to the power cut, or now and then to a kill. */
  async live(): Promise<void> {
    this.disk.ending = this.random.chance(0.75) ? 'power-cut' : 'kill';
    this.disk.callsLeft = this.random.chance(0.9) ? this.random.below(70) : Infinity;
    await Promise.race([this.guarded(() => this.work()), this.disk.blackout]);
    this.disk.capacity = Infinity;
    this.disk.end();
  }

  async check(): Promise<void> {
    const records = await this.recovered();
    if (records === null) return;
    this.compare(records);
    // What a reader has been shown is promised from then on, acknowledged or not.
    for (const record of records) this.promised.set(record.sequence, textOf(record));
    this.disk.cutPower();
    await this.guarded(() => this.continueAfter(records));
  }

  private async work(): Promise<void> {
    const { cuts } = this.disk;
    const journal = await this.open();
    const reader = await openSegmentReader(DIRECTORY, { fileSystem: this.disk.mount() });
    for (let step = this.random.below(12); step >= 0 && cuts === this.disk.cuts; step -= 1) {
      if (this.random.chance(0.1)) this.changeRoom(journal);
      for (let burst = this.random.below(5); burst > 0; burst -= 1) this.append(journal);
      if (this.random.chance(0.7)) await turn();
      if (this.random.chance(0.3)) await this.watch(reader);
    }
    if (this.random.chance(0.3)) await journal.close();
  }

  private changeRoom(journal: SegmentJournal): void {
    const roomy = this.disk.capacity === Infinity;
    this.disk.capacity = roomy ? 200 + this.random.below(3000) : Infinity;
    this.clock.advance(MICROS_PER_SECOND);
    journal.condition();
  }

  private append(journal: SegmentJournal): void {
    const text = `${this.known.size}:${'x'.repeat(this.random.below(120))}`;
    this.known.add(text);
    journal.append(entry(text), (error, sequence) => {
      if (error === null) {
        this.acknowledged += 1;
        this.promise(sequence, text);
      } else {
        this.refused += 1;
        this.refusedTexts.add(text);
      }
    });
  }

  private async watch(reader: JournalReader): Promise<void> {
    for (const record of await readAll(reader)) this.promise(record.sequence, textOf(record));
  }

  private promise(sequence: number, text: string): void {
    const before = this.promised.get(sequence);
    if (before !== undefined && before !== text) this.violate(`sequence ${sequence} was given to ${before} and to ${text}`);
    this.promised.set(sequence, text);
  }

  private async recovered(): Promise<JournalRecord[] | null> {
    return this.guarded(async () => {
      const journal = await this.open();
      this.cutBytes += journal.recovery.cutBytes;
      if (journal.recovery.lost !== null) this.violate('the end of the file was lost');
      return this.readAll();
    });
  }

  private async readAll(): Promise<JournalRecord[]> {
    return readAll(await openSegmentReader(DIRECTORY, { fileSystem: this.disk.mount() }));
  }

  private async guarded<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      this.violate(`does not start or go on: ${String(error)}`);
      return null;
    }
  }

  private compare(records: readonly JournalRecord[]): void {
    const found = new Set(records.map(textOf));
    if (found.size !== records.length) this.violate('a record is there twice');
    records.forEach((record, index) => {
      if (record.sequence !== index + 1) this.violate(`sequence ${record.sequence} stands in place ${index + 1}`);
      const text = textOf(record);
      if (!this.known.has(text)) this.violate(`${text} was never appended`);
      if (this.refusedTexts.has(text)) this.violate(`${text} was refused and is there`);
    });
    for (const [sequence, text] of this.promised) {
      const record = records[sequence - 1];
      if (record === undefined || textOf(record) !== text) this.violate(`${text} was promised as ${sequence} and is not there`);
    }
  }

  private async continueAfter(records: readonly JournalRecord[]): Promise<void> {
    const journal = await this.open();
    const again = await this.readAll();
    if (again.map(textOf).join() !== records.map(textOf).join()) this.violate('a second start finds something else');
    const before = this.acknowledged;
    this.append(journal);
    await journal.close();
    if (this.acknowledged !== before + 1 || !this.promised.has(records.length + 1)) this.violate('does not go on after the power cut');
  }

  private open(): Promise<SegmentJournal> {
    const space = { refuseBelowBytes: 0, refuseBelowShare: 0, lowBelowShare: 0 };
    return openSegmentJournal({ directory: DIRECTORY, fileSystem: this.disk.mount(), clock: this.clock, segmentBytes: this.segmentBytes, space });
  }

  private violate(what: string): void {
    this.violations.push(`seed ${this.seed}: ${what}`);
  }
}

async function readAll(reader: JournalReader): Promise<JournalRecord[]> {
  const records: JournalRecord[] = [];
  for (let batch = await reader.read(BATCH); batch.length > 0; batch = await reader.read(BATCH)) {
    records.push(...batch.map((record) => ({ ...record, body: Buffer.from(record.body) })));
  }
  return records;
}

const textOf = (record: JournalRecord): string => record.body.toString('latin1');
const entry = (text: string): JournalEntry => ({
  kind: RecordKind.message,
  at: 1_794_700_800_000_000,
  body: { byteLength: text.length, writeTo: (target, offset) => void target.write(text, offset, 'latin1') },
});
