import type { ConflictRow, LostReadings, ProjectionBatch } from '@yanshou/store';
import type { Failure, Micros, ReadingColumns } from '@yanshou/telemetry';
import type { BookMarks } from './book-marks.js';
import type { LineSender, RefusedLine, SendHooks } from './batch-sender.js';
import { lacksRoom } from './core-databases.js';
import { inFlight } from './in-flight.js';
import type { InfluxSettings } from './influx-settings.js';
import { databaseOf } from './influx-settings.js';
import { listed } from './line-source.js';
import type { RecentLines } from './recent-lines.js';
import type { RefusedReadings } from './refused-readings.js';
import type { Retention } from './retention.js';
import { SampleLines, endOfSample } from './sample-lines.js';
import type { LineNeeds } from './sample-lines.js';
import { SampleShapes } from './sample-shapes.js';
import type { Shape } from './sample-shapes.js';
import type { SeriesDirectory } from './series-directory.js';
import { refusedMessages } from './unhoused-messages.js';

type Send = (lines: SampleLines) => Promise<readonly RefusedLine[]>;

/** What of a batch's readings is not on the server, in their order. */
export interface WriteReceipt {
  readonly refused: readonly RefusedReadings[];
  /** Rows that were not sent: the server would have dropped them for their age. */
  readonly expired: readonly number[];
}

/** What a database is looked at for before it is written to. */
export interface WriteGuards {
  readonly retention: Retention;
  /** Projects whose database there is no room for; kept by the writer. */
  readonly unhoused: Set<string>;
  readonly marks?: BookMarks;
}

/** Writes the readings of a batch, some projects at a time, each point marked with the batch's commit number. */
export class ReadingWriter {
  private readonly shapes: SampleShapes;
  private readonly noted = new Set<Shape>();

  constructor(private readonly sender: LineSender, private readonly directory: SeriesDirectory, private readonly settings: InfluxSettings, private readonly recent: RecentLines, private readonly guards: WriteGuards) {
    this.shapes = new SampleShapes(directory);
  }

  /** Throws as the sender does; nothing is under way then. */
  write(batch: ProjectionBatch, commit: number): Promise<WriteReceipt> {
    return this.writeNoting(batch, commit, this.noted);
  }

  /** The same for what a server had lost, and with it perhaps the notes of shapes. */
  writeAgain(lost: LostReadings, commit: number): Promise<WriteReceipt> {
    return this.writeNoting(lost, commit, new Set());
  }

  private async writeNoting(batch: LostReadings, commit: number, noted: ReadonlySet<Shape>): Promise<WriteReceipt> {
    const refused: RefusedReadings[] = [];
    const expired: number[] = [];
    const needs: LineNeeds = { readings: batch.readings, commit, directory: this.directory, shapes: this.shapes, noted };
    await inFlight(this.sender.databasesInFlight, this.linesOf(batch, needs, expired), async ([project, lines]) => {
      const database = databaseOf(this.settings, project);
      const send: Send = (some) => {
        const hooks: SendHooks = { beforeWriting: (name) => this.mayWrite(name, project), onStored: (text, from, to) => this.recent.add({ project, commit, text, spans: some.spans(from, to), oldest: some.oldest(from, to) }) };
        return this.sender.send(database, some, hooks);
      };
      const outcome = await written(lines, new SampleLines(needs), send).catch((error: unknown) => unhoused(lines, batch.readings, error));
      for (const one of outcome.refused) refused.push(one);
      if (outcome.isStored) for (const shape of lines.newlyNoted) this.noted.add(shape);
      this.guards.unhoused[outcome.isStored ? 'delete' : 'add'](project);
    });
    return { refused: refused.sort((a, b) => (a.rows[0] as number) - (b.rows[0] as number)), expired };
  }

  /** Makes databases anew that have gone, and notes those that there is no room for. Throws as the sender does. */
  async house(projects: Iterable<string>): Promise<void> {
    for (const project of projects) {
      const database = databaseOf(this.settings, project);
      this.sender.forget(database);
      const isHoused = await this.sender.send(database, listed([]), { beforeWriting: (name) => this.mayWrite(name, project) }).then(() => true, lacksRoom);
      this.guards.unhoused[isHoused ? 'delete' : 'add'](project);
    }
  }

  private async mayWrite(database: string, project: string): Promise<void> {
    await this.guards.retention.check(database);
    await this.guards.marks?.claim(database, project);
  }

  private linesOf({ readings, conflicts }: LostReadings, needs: LineNeeds, expired: number[]): Map<string, SampleLines> {
    const projects = new Map<string, SampleLines>();
    const of = (series: number): SampleLines => {
      const { project } = this.directory.of(series);
      const known = projects.get(project);
      if (known) return known;
      const lines = new SampleLines(needs);
      projects.set(project, lines);
      return lines;
    };
    const { retention } = this.guards;
    const oldest = retention.oldest();
    retention.mayWrite(oldestOf(readings, conflicts, oldest));
    for (let row = 0, end = 0; row < readings.length; row = end) {
      end = endOfSample(readings, row, this.directory);
      if ((readings.at[row] as number) >= oldest) of(readings.series[row] as number).add(row, end);
      else for (let old = row; old < end; old += 1) expired.push(old);
    }
    for (const row of conflicts) if (row.at >= oldest) of(row.series).addConflict(row);
    return projects;
  }
}

interface Outcome {
  readonly refused: readonly RefusedReadings[];
  /** False where all of it was refused, for want of a database. */
  readonly isStored: boolean;
}

/** A project beyond those that a server has room for must not hold the others: all of its readings are refused. Anything else is thrown. */
function unhoused(lines: SampleLines, readings: ReadingColumns, error: unknown): Outcome {
  const isStored = lacksRoom(error);
  return { refused: refusedMessages(lines, readings, (error as Failure).message), isStored };
}

/** What is refused of the lines. A point that is refused for one of its readings is written once more, reading by reading (`apart`). */
async function written(lines: SampleLines, apart: SampleLines, send: Send): Promise<Outcome> {
  const refused: RefusedReadings[] = [];
  for (const { index, reason } of await send(lines)) {
    const [row, ...others] = lines.rowsOf(index);
    // The book holds every contradicting reading, and a shape is known by its points: what is beside them is for dashboards.
    if (row === undefined) continue;
    if (others.length === 0) refused.push({ rows: [row], reason, text: lines.text(index, index + 1) });
    else for (const one of [row, ...others]) apart.addSingle(one);
  }
  if (apart.length === 0) return { refused, isStored: true };
  for (const { index, reason } of await send(apart)) refused.push({ rows: apart.rowsOf(index), reason, text: apart.text(index, index + 1) });
  return { refused, isStored: true };
}

/** The oldest of those that are written; Infinity when there is none. */
function oldestOf({ at, length }: ReadingColumns, conflicts: readonly ConflictRow[], from: Micros): Micros {
  let oldest = Infinity;
  const look = (one: Micros): void => {
    if (one >= from && one < oldest) oldest = one;
  };
  for (let row = 0; row < length; row += 1) look(at[row] as number);
  for (const row of conflicts) look(row.at);
  return oldest;
}
