import type { ProjectionBatch } from '@yanshou/store';
import type { LineSender } from './batch-sender.js';
import type { InfluxSettings } from './influx-settings.js';
import { databaseOf } from './influx-settings.js';
import { conflictLine, readingLine } from './line-protocol.js';
import type { RecentLines } from './recent-lines.js';
import type { RefusedReading } from './refused-readings.js';
import type { SeriesDirectory } from './series-directory.js';

interface ProjectLines {
  readonly lines: string[];
  /** Row of the reading in each line, -1 for a contradicting one. */
  readonly rows: number[];
}

/** Writes the readings of a batch, one project after another, each line marked with the batch's commit number. */
export class ReadingWriter {
  constructor(private readonly sender: LineSender, private readonly directory: SeriesDirectory, private readonly settings: InfluxSettings, private readonly recent: RecentLines) {}

  async write(batch: ProjectionBatch, commit: number): Promise<RefusedReading[]> {
    const refused: RefusedReading[] = [];
    for (const [project, { lines, rows }] of this.linesOf(batch, commit)) {
      const database = databaseOf(this.settings, project);
      const refusedLines = await this.sender.send(database, lines);
      this.recent.add(database, lines);
      for (const { index, reason } of refusedLines) {
        const row = rows[index] as number;
        // The book holds every contradicting reading; the one beside it is for dashboards.
        if (row >= 0) refused.push({ row, reason, line: lines[index] as string });
      }
    }
    return refused;
  }

  private linesOf({ readings, conflicts }: ProjectionBatch, commit: number): Map<string, ProjectLines> {
    const projects = new Map<string, ProjectLines>();
    const add = (project: string, line: string, row: number): void => {
      let of = projects.get(project);
      if (!of) projects.set(project, (of = { lines: [], rows: [] }));
      of.lines.push(line);
      of.rows.push(row);
    };
    for (let row = 0; row < readings.length; row += 1) {
      const { project, head } = this.directory.of(readings.series[row] as number);
      add(project, readingLine(head, readings, row, commit), row);
    }
    for (const row of conflicts) {
      const { project, device, metric } = this.directory.of(row.series);
      add(project, conflictLine(device, metric, row, commit), -1);
    }
    return projects;
  }
}
