import { readdir } from 'node:fs/promises';
import type { DeviceClass } from '@yanshou/telemetry';
import type { SimulatedElement, SimulatedValue } from '../message.js';
import { itemKind } from './metric-kinds.js';
import { recordedValue } from './recorded-value.js';
import type { Replay } from './replay-messages.js';
import { replayMessages } from './replay-messages.js';
import { isGap } from './shdr-line.js';
import { workshopProject } from './workshop-project.js';
import type { LogFile, WorkshopScan } from './workshop-scan.js';
import { linesOf, logFile, makeOf, scanLogs } from './workshop-scan.js';

/** Loads the adapter logs of a folder: one pass to learn the items, one more per machine when it is published. */
export async function workshopReplay(folder: string, id: string): Promise<Replay> {
  const files = (await readdir(folder)).sort().flatMap((name) => logFile(folder, name));
  const scan = scanLogs(files);
  const classes = classesOf(scan);
  const types = new Map(classes.map((cls) => [cls.id, new Map(cls.metrics.map(({ name, valueType }) => [name, valueType]))]));
  return {
    project: workshopProject(id, scan, classes),
    source: {
      project: id,
      principals: scan.machines,
      messagesOf: (machine) => replayMessages(id, machine, elementsOf(
        files.filter((file) => file.machine === machine),
        (item, value) => (isGap(value) ? null : recordedValue(value, types.get(makeOf(machine))?.get(item) ?? 'text')),
      )),
    },
  };
}

function classesOf(scan: WorkshopScan): readonly DeviceClass[] {
  return [...scan.items].map(([make, items]) => ({
    id: make,
    nameZh: `${make} 机床`,
    nameEn: `${make} machine tool`,
    judgingIntervalMinutes: 5,
    metrics: [...items].map(([name, observed]) => {
      const kind = itemKind(name);
      const valueType = observed.type(kind === 'process' || kind === 'counter' ? 'number' : 'text');
      return { name, unit: '', kind, valueType, resolution: observed.resolution, reporting: 'by-exception' as const };
    }),
  }));
}

/** Neighbouring lines of one time are one element, as long as no item comes twice: order and conflicts are kept. */
function* elementsOf(files: readonly LogFile[], read: (item: string, value: string) => SimulatedValue): Generator<SimulatedElement> {
  for (const file of files) {
    let time = '';
    let values: Record<string, SimulatedValue> | undefined;
    for (const line of linesOf(file.path)) {
      for (const [item, value] of line.pairs) {
        if (values !== undefined && (line.time !== time || Object.hasOwn(values, item))) {
          yield { ts: time, values, origin: 'replayed' };
          values = undefined;
        }
        values ??= {};
        time = line.time;
        values[item] = read(item, value);
      }
    }
    if (values !== undefined) yield { ts: time, values, origin: 'replayed' };
  }
}
