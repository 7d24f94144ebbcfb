import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeviceClass, MetricDefinition, Micros } from '@yanshou/telemetry';
import { MICROS_PER_MILLISECOND, MICROS_PER_MINUTE, windowOf } from '@yanshou/telemetry';
import { parse } from 'csv-parse/sync';
import type { DemonstrationProject } from '../demonstration-project.js';
import type { SimulatedElement, SimulatedValue } from '../message.js';
import { ObservedMetric, recordedValue } from './recorded-value.js';
import type { Replay } from './replay-messages.js';
import { replayMessages } from './replay-messages.js';
import { localTime } from './table-formats.js';
import type { TableFormat } from './table-formats.js';
import { badRecording } from './workshop-scan.js';

interface Table {
  readonly times: readonly Micros[];
  readonly rows: readonly (readonly string[])[];
  /** Columns that are readings, with their place in a row. */
  readonly metrics: readonly { readonly column: number; readonly definition: MetricDefinition }[];
}

const isMissing = (cell: string): boolean => cell === 'NA' || cell.trim() === '';

/** Loads one table; columns that are empty in every row are left out, all else is published as it stands. */
export async function tableReplay(folder: string, format: TableFormat): Promise<Replay> {
  const path = join(folder, format.file);
  const [header = [], ...rows] = parse(await readFile(path), { bom: true, skip_empty_lines: true });
  const places = format.timeColumns.map((name) => header.indexOf(name));
  const times = rows.map((row, index) => {
    const at = format.time(places.map((place) => row[place] ?? ''), format.zone);
    if (at === undefined) throw badRecording(path, index + 2, 'no time');
    return at;
  });
  const table: Table = { times, rows, metrics: metricsOf(format, header, rows) };
  return {
    project: tableProject(format, table),
    source: {
      project: format.id,
      principals: [format.device],
      messagesOf: () => replayMessages(format.id, format.device, elementsOf(table)),
    },
  };
}

function metricsOf(format: TableFormat, header: readonly string[], rows: Table['rows']): Table['metrics'] {
  return header.flatMap((name, column) => {
    if (format.timeColumns.includes(name)) return [];
    const observed = new ObservedMetric();
    for (const row of rows) if (!isMissing(row[column] ?? '')) observed.add(row[column] as string);
    if (!observed.seen) return [];
    const role = saidOf(format.roles ?? {}, name);
    return [{
      column,
      definition: {
        name,
        unit: saidOf(format.units, name) ?? '',
        valueType: observed.type('text'),
        kind: saidOf(format.kinds, name) ?? 'process',
        resolution: observed.resolution,
        reporting: 'periodic' as const,
        expectedIntervalSeconds: format.intervalMinutes * 60,
        ...(role === undefined ? {} : { role }),
      },
    }];
  });
}

/** A column may be called like a member of every object. */
const saidOf = <T>(of: Readonly<Record<string, T>>, column: string): T | undefined => (Object.hasOwn(of, column) ? of[column] : undefined);

function* elementsOf({ times, rows, metrics }: Table): Generator<SimulatedElement> {
  for (const [index, row] of rows.entries()) {
    const values: Record<string, SimulatedValue> = {};
    for (const { column, definition: { name, valueType } } of metrics) {
      const cell = row[column] ?? '';
      values[name] = isMissing(cell) ? null : recordedValue(cell, valueType);
    }
    yield { ts: (times[index] as Micros) / MICROS_PER_MILLISECOND, values, origin: 'replayed' };
  }
}

function tableProject(format: TableFormat, table: Table): DemonstrationProject {
  const { id, nameZh, nameEn, programme, direction, zone } = format;
  const sites = [{ id: 'site', nameZh: format.deviceZh, nameEn: format.deviceEn }];
  const earliest = table.times.reduce((left, right) => Math.min(left, right), Infinity);
  return {
    id, nameZh, nameEn, programme, direction, sites, origin: 'replayed', figures: [], evidence: [],
    inventory: {
      project: id, zone, demonstration: true, acceptedFrom: windowOf(earliest, 'day', zone).from,
      unknownMetric: 'quarantine', classes: [classOf(format, table)], gateways: [],
      devices: [{
        id: format.device, assetNumber: `${id.toUpperCase()}-0001`, nameZh: format.deviceZh, nameEn: format.deviceEn,
        assetKind: format.assetKind, classId: format.device, siteId: 'site', intelligent: false, reporting: 'periodic',
      }],
    },
    contract: {
      project: id, programme, direction,
      targets: [...targetsOf(table), ...(format.targets ?? [])],
      window: lastFullMonth(table.times, format.intervalMinutes * MICROS_PER_MINUTE, zone),
      networkedThreshold: 0.8,
      minimumPlatformCoverage: 0.9,
      plannedTime: { zone, shifts: [] },
      ...(format.baseline === undefined ? {} : { baseline: { from: midnightOf(format.baseline[0], zone), to: midnightOf(format.baseline[1], zone) } }),
      ...(format.energy === undefined ? {} : { energy: format.energy }),
    },
  };
}

/** The beginning of a local day `YYYY-MM-DD`. */
function midnightOf(day: string, zone: string): Micros {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return localTime([year, month, date], 0, 0, zone);
}

const classOf = (format: TableFormat, table: Table): DeviceClass => ({
  id: format.device,
  nameZh: format.deviceZh,
  nameEn: format.deviceEn,
  judgingIntervalMinutes: format.intervalMinutes,
  metrics: table.metrics.map((metric) => metric.definition),
});

/** One device and each of its process columns: what the recording set out to deliver. */
function targetsOf({ metrics }: Table): DemonstrationProject['contract']['targets'] {
  const clause = 'S001 工业互联网建设成效';
  const points = metrics.filter(({ definition }) => definition.kind === 'process').length;
  return [
    { indicator: 'connected-equipment', comparator: '>=', value: 1, unit: '台', clause },
    { indicator: 'process-data-points', comparator: '>=', value: points, unit: '个', clause },
  ];
}

/** The last calendar month that the recording covers from its beginning to its end. */
export function lastFullMonth(times: readonly Micros[], interval: Micros, zone: string): { readonly from: Micros; readonly to: Micros } {
  const last = times.reduce((left, right) => Math.max(left, right), -Infinity);
  const ending = windowOf(last + interval, 'month', zone);
  const month = windowOf(ending.from - 1, 'month', zone);
  return { from: month.from, to: month.to };
}
