import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { JournalReader, JournalRecord } from '@yanshou/journal';
import type { HoursOfProject, LostReadings, ReprojectionProgress, RestoreReceipt, TelemetryStore } from '@yanshou/store';
import { MICROS_PER_HOUR, ORIGINS, ReadingColumns, hourOf } from '@yanshou/telemetry';
import type { Failure, Micros } from '@yanshou/telemetry';
import type { InventoryBook } from '../inventory-book.js';
import { FUTURE_TOLERANCE } from '../message-judge.js';
import { notStarted } from '../projector-failures.js';
import { STOPPED, retrying } from '../retry.js';
import type { Pause } from '../retry.js';
import { firstReceivedFrom } from './journal-place.js';
import { LostBatch } from './lost-batch.js';
import { LostCounts } from './lost-counts.js';
import { MessageReadings } from './message-readings.js';
import { Contradictions, QuarantineWalk } from './not-stored.js';

/** A store that readings can be written to again. */
export type RestorableStore = Pick<TelemetryStore, 'state' | 'existing' | 'seriesHours' | 'readings' | 'conflicts' | 'quarantine' | 'foldCursor'> & {
  restore(lost: LostReadings): Promise<RestoreReceipt>;
};

export interface ReprojectionParts {
  readonly store: RestorableStore;
  readonly inventories: InventoryBook;
  /** Another reader of the journal that the store is projected from. */
  readonly openReader: () => Promise<JournalReader>;
  readonly tell: (progress: ReprojectionProgress) => Promise<void>;
  /** A fault that is being retried. */
  readonly onAlarm: (failure: Failure, attempt: number) => void;
  /** Ended by a stop. */
  readonly pause: Pause;
}

export interface ReprojectionOutcome {
  readonly missing: number;
  readonly restored: number;
  readonly refused: number;
  readonly unfound: number;
}

/** So much is in memory at a time. */
const HOURS_AT_A_TIME = 24;
const ALL_ORIGINS = ORIGINS.map((_, code) => code);
/** Clocks may have been set back between two receipts. */
const CLOCKS_APART = MICROS_PER_HOUR;
const PORTION_BYTES = 512 * 1024;
const PORTION_RECORDS = 20_000;
const WAIT_MILLIS = 250;
/** Everything below the cursor is in the journal: who gets nothing for so long meets a declared gap at its end. */
const MOST_EMPTY_READS = 20;
/** Keys of readings that no answer has yet: with more, the next batch is waited for. */
const MOST_UNSEEN = 200_000;
const LOOK_MILLIS = 200;
const TELL_MILLIS = 2_000;
const LOOKS = 3;
const RETRY = { firstMillis: 100, longestMillis: 10_000 } as const;

/**
 * Writes those readings of some hours from the journal again that the book counts and the store does not have. The book says how many are
 * missing of which series and hour, what stands in quarantine and what only contradicted: so nothing is counted, and nothing is written
 * that was not stored before. Works a day at a time, so that memory does not grow with what is asked for: reads the journal from the
 * receipt of its first hour until all are found, at most to the cursor. Goes on beside the projector; begun again it finds what is there already.
 */
export class Reprojection {
  private batch = new LostBatch();
  private missing = 0;
  private restored = 0;
  private refused = 0;
  private toldAt = -Infinity;
  private visibleAbove = -1;

  constructor(private readonly parts: ReprojectionParts, private readonly hours: HoursOfProject) {}

  /** Retryable faults are tried again for ever; others are thrown, and `projection-not-running` after a stop. */
  async run(): Promise<ReprojectionOutcome> {
    const lacking: Day[] = [];
    for (const day of daysOf(this.hours)) if (await this.makeWhole(day)) lacking.push(day);
    const { missing, restored, refused } = this;
    return { missing, restored, refused, unfound: lacking.length === 0 ? 0 : await this.stillLost(lacking) };
  }

  /** Whether anything was missing. */
  private async makeWhole(day: Day): Promise<boolean> {
    const lost = await this.steady(() => this.lostNow(day));
    if (lost.total === 0) return false;
    this.missing += lost.total;
    this.batch = new LostBatch();
    const reader = await this.steady(this.parts.openReader);
    try {
      await this.restoreFrom(reader, day, lost);
    } finally {
      await reader.close();
    }
    return true;
  }

  private async restoreFrom(reader: JournalReader, day: Day, lost: LostCounts): Promise<void> {
    const { hours: { project }, parts: { store, inventories } } = this;
    const { span } = day;
    const until = await this.steady(() => store.foldCursor(project));
    const conflicts = await this.steady(() => store.conflicts({ project, ...span }));
    const from = await this.steady(() => firstReceivedFrom(reader, span.from - FUTURE_TOLERANCE - CLOCKS_APART, until));
    await this.steady(() => reader.seek(from));
    const readings = new MessageReadings(project, await this.steady(() => store.state()), inventories);
    await this.scan(reader, { lost, span, from, until, readings, contradictions: new Contradictions(conflicts), quarantine: new QuarantineWalk(store, project, from) });
    await this.restore({ readings: new ReadingColumns(0), conflicts });
  }

  private async scan(reader: JournalReader, search: Search): Promise<void> {
    const { lost, from, until } = search;
    let at = from;
    for (let empty = 0; at < until && lost.total > 0 && empty < MOST_EMPTY_READS; ) {
      const records = await this.steady(() => reader.read({ maxRecords: PORTION_RECORDS, maxBytes: PORTION_BYTES, waitMillis: WAIT_MILLIS }));
      empty = records.length === 0 ? empty + 1 : 0;
      await this.take(records, search);
      at = (records.at(-1)?.sequence ?? at - 1) + 1;
      if (this.batch.isFull || at >= until) await this.settle(lost);
      await this.tell({ missing: this.missing, restored: this.restored, read: { from, at: Math.min(at, until), until } });
      await turnOfTheLoop();
    }
    await this.settle(lost);
  }

  private async take(records: readonly JournalRecord[], { until, quarantine, readings, ...search }: Search): Promise<void> {
    const own = records.filter(({ sequence }) => sequence < until);
    const apart = await this.steady(() => quarantine.upTo(own.at(-1)?.sequence ?? 0));
    for (const record of own) {
      readings.read(record, apart.get(record.sequence), (series, at, value, flags, stamp) => {
        const isWanted = at >= search.span.from && at < search.span.to && search.lost.isLacking(series, hourOf(at));
        if (isWanted && !search.contradictions.hold(series, at, stamp.sequence, value)) this.batch.add(series, at, value, flags, stamp);
      });
    }
  }

  /** Writes what is not there of the readings in hand. */
  private async settle(lost: LostCounts): Promise<void> {
    if (this.batch.isEmpty) return;
    const found = await this.steady(() => this.parts.store.existing(this.batch.keys()));
    const readings = this.batch.takeLost(found, lost);
    if (readings.length > 0) await this.restore({ readings, conflicts: [] });
  }

  private async restore(lost: LostReadings): Promise<void> {
    const { refused, visibleAbove } = await this.steady(() => this.parts.store.restore(lost));
    this.restored += lost.readings.length - refused;
    this.refused += refused;
    this.visibleAbove = visibleAbove;
    if (this.batch.size < MOST_UNSEEN) return;
    await this.visible();
    this.batch.forget();
  }

  /** What was written again counts with the batch after it; a heartbeat makes one within a minute. */
  private async visible(): Promise<void> {
    const { store, pause } = this.parts;
    while ((await this.steady(() => store.foldCursor(this.hours.project))) <= this.visibleAbove) await pause.wait(LOOK_MILLIS);
  }

  private async stillLost(days: readonly Day[]): Promise<number> {
    await this.visible();
    let sum = 0;
    for (const day of days) {
      let unfound = Infinity;
      for (let look = 0; look < LOOKS && unfound > 0; look += 1) unfound = Math.min(unfound, (await this.steady(() => this.lostNow(day))).total);
      sum += unfound;
    }
    return sum;
  }

  /** Counts of one cursor, where no batch comes in between; else a few too many may seem to be missing. */
  private async lostNow({ fromHour, toHour, span }: Day): Promise<LostCounts | typeof STOPPED> {
    const { store, pause } = this.parts;
    const { project } = this.hours;
    const cursor = await store.foldCursor(project);
    const lost = new LostCounts();
    const counted = await store.seriesHours(project, fromHour, toHour, ALL_ORIGINS);
    lost.expect(counted);
    // A database that has gone is made anew by a look-up.
    await store.existing({ series: counted.series.slice(0, Math.min(1, counted.length)), at: Float64Array.of(...(counted.length === 0 ? [] : [span.from])) });
    const seriesOf = await this.seriesByName();
    for await (const page of store.readings({ project, ...span })) {
      if (pause.isEnded) return STOPPED;
      lost.find(page, cursor, seriesOf);
    }
    return lost;
  }

  private async seriesByName(): Promise<(device: string, metric: string) => number | undefined> {
    const { principals, series } = await this.parts.store.state();
    const devices = new Map(principals.filter(({ project }) => project === this.hours.project).map(({ number, device }) => [number, device]));
    const numbers = new Map(series.map((row) => [`${devices.get(row.principal) ?? ''} ${row.metric}`, row.series]));
    return (device, metric) => numbers.get(`${device} ${metric}`);
  }

  private async tell(progress: ReprojectionProgress): Promise<void> {
    const now = performance.now();
    if (now - this.toldAt < TELL_MILLIS) return;
    this.toldAt = now;
    await this.steady(() => this.parts.tell(progress));
  }

  private async steady<T>(attempt: () => Promise<T | typeof STOPPED>): Promise<T> {
    const { pause, onAlarm: alarm } = this.parts;
    const done = await retrying(attempt, { ...RETRY, pause, alarm });
    if (done === STOPPED) throw notStarted();
    return done;
  }
}

interface Day {
  readonly fromHour: number;
  readonly toHour: number;
  readonly span: { readonly from: Micros; readonly to: Micros };
}

function* daysOf({ fromHour: first, toHour: end }: HoursOfProject): Generator<Day> {
  for (let fromHour = first; fromHour < end; fromHour += HOURS_AT_A_TIME) {
    const toHour = Math.min(end, fromHour + HOURS_AT_A_TIME);
    yield { fromHour, toHour, span: { from: fromHour * MICROS_PER_HOUR, to: toHour * MICROS_PER_HOUR } };
  }
}

interface Search extends Pick<Day, 'span'> {
  readonly lost: LostCounts;
  readonly from: number;
  readonly until: number;
  readonly readings: MessageReadings;
  readonly contradictions: Contradictions;
  readonly quarantine: QuarantineWalk;
}
