import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Controller } from '@nestjs/common';
import type { QueryOf, Reading, ReadingWindow } from '@yanshou/api-schema';
import type { ProjectRecord } from '@yanshou/registry';
import type { ReadingQuery } from '@yanshou/store';
import type { Micros } from '@yanshou/telemetry';
import { MICROS_PER_HOUR, countedOrigins } from '@yanshou/telemetry';
import type { Aggregate } from './aggregate.js';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { Operation, TheCall } from './call.js';
import { Backend } from './injection.js';
import { READING_COLUMNS, WINDOW_COLUMNS, csvChunks, jsonChunks, pageReadings, windowView } from './reading-stream.js';
import { sendChunks, sendFile } from './send.js';
import { compact, micros } from './times.js';
import { boundRuns, windowBounds } from './window-bounds.js';

const WINDOWS_AT_A_TIME = 2_000;
type Query = QueryOf<'readReadings'>;

@Controller()
export class ReadingsController {
  constructor(@Backend() private readonly backend: ApiBackend) {}

  @Operation('readReadings')
  async readReadings(@TheCall() { project, query, response }: Call<'readReadings'>): Promise<void> {
    const wanted = readingQuery(project.id, query);
    if (query.format === 'parquet') return this.sendParquet(wanted, response);
    const { every, fn } = query;
    const [columns, rows] = every === undefined || fn === undefined
      ? [READING_COLUMNS, this.raw(wanted)] as const
      : [WINDOW_COLUMNS, this.windows(project, wanted, every, fn)] as const;
    if (query.format === 'csv') {
      response.type('text/csv; charset=utf-8');
      return sendChunks(response, csvChunks(columns, rows));
    }
    response.type('application/json; charset=utf-8');
    return sendChunks(response, jsonChunks(rows));
  }

  private async *raw(query: ReadingQuery): AsyncGenerator<Iterable<Reading>> {
    for await (const page of this.backend.telemetry.readings(query)) yield pageReadings(page);
  }

  /** Series by series, some thousand windows at a time, within the time in which the project can have readings. */
  private async *windows(project: ProjectRecord, query: ReadingQuery, every: string, fn: Aggregate): AsyncGenerator<Iterable<ReadingWindow>> {
    const from = Math.max(query.from, project.acceptedFrom);
    const to = Math.min(query.to, this.backend.clock.now() + MICROS_PER_HOUR);
    if (from >= to) return;
    for (const { device, metric } of await this.series(project, query, from, to)) {
      for (const bounds of boundRuns(windowBounds(every, from, to, project.zone), WINDOWS_AT_A_TIME)) {
        const origins = countedOrigins(project.demonstration);
        const windows = await this.backend.telemetry.windows({ project: project.id, device, metric, from, to, origins, bounds });
        yield windows.map((window) => windowView(device, metric, window, fn));
      }
    }
  }

  private async series(project: ProjectRecord, { device, metric }: ReadingQuery, from: Micros, to: Micros): Promise<readonly { device: string; metric: string }[]> {
    if (device !== undefined && metric !== undefined) return [{ device, metric }];
    const hours = [Math.floor(from / MICROS_PER_HOUR), Math.ceil(to / MICROS_PER_HOUR)] as const;
    const active = await this.backend.telemetry.activity(project.id, ...hours, countedOrigins(project.demonstration));
    return active.map((row) => ({ device: row.device, metric: row.series.metric }))
      .filter((row) => (device ?? row.device) === row.device && (metric ?? row.metric) === row.metric);
  }

  /** Written whole to a file, because Parquet's directory stands at its end. */
  private async sendParquet(query: ReadingQuery, response: Call<'readReadings'>['response']): Promise<void> {
    const path = join(this.backend.directories.temporary, `readings-${randomUUID()}.parquet`);
    try {
      await this.backend.telemetry.exportTo(query, 'parquet', path);
      response.attachment(`${query.project}.parquet`).type('application/vnd.apache.parquet').setHeader('content-length', (await stat(path)).size);
      await sendFile(response, createReadStream(path));
    } finally {
      await unlink(path).catch(() => undefined);
    }
  }
}

const readingQuery = (project: string, { device, metric, from, to }: Query): ReadingQuery =>
  compact({ project, device, metric, from: micros(from), to: micros(to) }) as ReadingQuery;
