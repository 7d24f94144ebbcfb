import type { ConflictRow, ProjectionBatch } from '@yanshou/store';
import type { Micros, ReadingColumns } from '@yanshou/telemetry';
import type { BookMarks } from './book-marks.js';
import type { LineSender, SendHooks } from './batch-sender.js';
import { inFlight } from './in-flight.js';
import type { InfluxSettings } from './influx-settings.js';
import { databaseOf } from './influx-settings.js';
import { conflictLine, readingLine } from './line-protocol.js';
import type { LineSource } from './line-source.js';
import type { RecentLines } from './recent-lines.js';
import type { RefusedReading } from './refused-readings.js';
import type { Retention } from './retention.js';
import type { SeriesDirectory } from './series-directory.js';

/** What a database is looked at for before it is written to. */
export interface WriteGuards {
  readonly retention: Retention;
  readonly marks?: BookMarks;
}

/** Writes the readings of a batch, some projects at a time, each line marked with the batch's commit number. */
export class ReadingWriter {
  constructor(private readonly sender: LineSender, private readonly directory: SeriesDirectory, private readonly settings: InfluxSettings, private readonly recent: RecentLines, private readonly guards: WriteGuards) {}

  /** Answers the readings that the server will not have, in their order. Throws as the sender does; nothing is under way then. */
  async write(batch: ProjectionBatch, commit: number): Promise<RefusedReading[]> {
    const refused: RefusedReading[] = [];
    await inFlight(this.sender.databasesInFlight, this.linesOf(batch, commit), async ([project, lines]) => {
      const database = databaseOf(this.settings, project);
      const hooks: SendHooks = { beforeWriting: (name) => this.mayWrite(name, project), onStored: (text) => this.recent.add(database, text) };
      for (const { index, reason } of await this.sender.send(database, lines, hooks)) {
        const row = lines.rows[index];
        // The book holds every contradicting reading; the one beside it is for dashboards.
        if (row !== undefined) refused.push({ row, reason, line: lines.text(index, index + 1) });
      }
    });
    return refused.sort((a, b) => a.row - b.row);
  }

  private async mayWrite(database: string, project: string): Promise<void> {
    await this.guards.retention.check(database);
    await this.guards.marks?.claim(database, project);
  }

  private linesOf({ readings, conflicts }: ProjectionBatch, commit: number): Map<string, ProjectLines> {
    const projects = new Map<string, ProjectLines>();
    const of = (project: string): ProjectLines => {
      const known = projects.get(project);
      if (known) return known;
      const lines = new ProjectLines(readings, commit, this.directory);
      projects.set(project, lines);
      return lines;
    };
    const { retention } = this.guards;
    const oldest = retention.oldest();
    retention.mayWrite(oldestOf(readings, conflicts, oldest));
    for (let row = 0; row < readings.length; row += 1) {
      if ((readings.at[row] as number) >= oldest) of(this.directory.of(readings.series[row] as number).project).rows.push(row);
    }
    for (const row of conflicts) if (row.at >= oldest) of(this.directory.of(row.series).project).conflicts.push(row);
    return projects;
  }
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

/** What of a batch goes to one database: its readings, and behind them what contradicts others. */
class ProjectLines implements LineSource {
  readonly rows: number[] = [];
  readonly conflicts: ConflictRow[] = [];

  constructor(private readonly readings: ReadingColumns, private readonly commit: number, private readonly directory: SeriesDirectory) {}

  get length(): number {
    return this.rows.length + this.conflicts.length;
  }

  text(from: number, to: number): string {
    let text = this.line(from);
    for (let index = from + 1; index < to; index += 1) text += `\n${this.line(index)}`;
    return text;
  }

  private line(index: number): string {
    const row = this.rows[index];
    if (row !== undefined) return readingLine(this.directory.of(this.readings.series[row] as number).head, this.readings, row, this.commit);
    const conflict = this.conflicts[index - this.rows.length] as ConflictRow;
    const { device, metric } = this.directory.of(conflict.series);
    return conflictLine(device, metric, conflict, this.commit);
  }
}
