import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Micros } from '@yanshou/telemetry';
import { Failure, parseIsoMicros } from '@yanshou/telemetry';
import { ObservedMetric } from './recorded-value.js';
import type { ShdrLine } from './shdr-line.js';
import { isGap, parseShdrLine } from './shdr-line.js';

/** `Mazak01-20170327-20170328.txt`: machine, day of the log, day after. */
const LOG_NAME = /^([A-Za-z]+\d+)-(\d{4})(\d{2})(\d{2})-\d{8}\.txt$/;

export interface LogFile {
  readonly machine: string;
  readonly path: string;
  /** The file's own day, `YYYY-MM-DD`; lines dated before it are a snapshot of state. */
  readonly day: string;
}

/** What a first pass over the logs found. */
export interface WorkshopScan {
  readonly machines: readonly string[];
  /** By class, i.e. make of machine: item → its values. */
  readonly items: ReadonlyMap<string, ReadonlyMap<string, ObservedMetric>>;
  readonly earliest: Micros;
  /** Days of the files on which lines were really recorded, in order. */
  readonly days: readonly string[];
}

/** Machines of one make have one controller, hence one class. */
export const makeOf = (machine: string): string => machine.replace(/\d+$/, '');

/** A file of a folder, if its name is that of an adapter log. */
export function logFile(folder: string, name: string): readonly LogFile[] {
  const [, machine, year, month, day] = LOG_NAME.exec(name) ?? [];
  return machine === undefined ? [] : [{ machine, path: join(folder, name), day: `${year}-${month}-${day}` }];
}

export function scanLogs(files: readonly LogFile[]): WorkshopScan {
  const items = new Map<string, Map<string, ObservedMetric>>();
  const days = new Set<string>();
  let earliest = '9999';
  for (const file of files) {
    const own = items.get(makeOf(file.machine)) ?? new Map<string, ObservedMetric>();
    items.set(makeOf(file.machine), own);
    for (const { time, pairs } of linesOf(file.path)) {
      if (time < earliest) earliest = time;
      if (time >= file.day) days.add(time.slice(0, 10));
      for (const [item, value] of pairs) observe(own, item, value);
    }
  }
  const machines = [...new Set(files.map(({ machine }) => machine))];
  return { machines, items, earliest: parseIsoMicros(earliest) ?? 0, days: [...days].sort() };
}

function observe(items: Map<string, ObservedMetric>, item: string, value: string): void {
  let observed = items.get(item);
  if (observed === undefined) items.set(item, (observed = new ObservedMetric()));
  if (!isGap(value)) observed.add(value);
}

/** Lines of a log in its order; throws the Failure `bad-recording` rather than leave one out. */
export function* linesOf(path: string): Generator<ShdrLine> {
  let number = 0;
  for (const text of readFileSync(path, 'utf8').split(/\r?\n/)) {
    number += 1;
    if (text === '') continue;
    const line = parseShdrLine(text);
    if (!line.ok) throw badRecording(path, number, line.reason);
    yield line.value;
  }
}

/** A line that cannot be read is never left out in silence. */
export const badRecording = (path: string, line: number, problem: string): Failure =>
  new Failure('bad-recording', `${path}:${line}: ${problem}`, false, {
    zh: '记录文件有无法识别的行：请更正文件后重试', en: 'the recording holds a line that cannot be read: correct the file and try again',
  });
