import { open } from 'node:fs/promises';
import { LATE, ORIGINS, SERVER_STAMPED, UNUSED, VALUE_TYPES, ValueKind, formatIsoMicros, originOf, qualityLetter, qualityOf, valueKindOf } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';
import { throughPart } from './export-file.js';
import type { Point } from './point-source.js';
import type { SeriesPoints } from './reader.readings.js';
import type { KnownSeries, SeriesDirectory } from './series-directory.js';

const HEADER = 'project,device,metric,at,received,value_number,value_text,quality,origin,late,server_stamped,sequence,via,kind,unused\n';

/** As `throughPart`; resolves with the number of readings. */
export function exportCsv(pieces: AsyncIterable<SeriesPoints>, directory: SeriesDirectory, path: string): Promise<number> {
  return throughPart(path, async (part) => {
    const file = await open(part, 'wx');
    let written = 0;
    try {
      await file.write(HEADER);
      for await (const { series, points } of pieces) {
        await file.write(points.map((point) => csvLine(series, point, directory)).join(''));
        written += points.length;
      }
      return written;
    } finally {
      await file.close();
    }
  });
}

function csvLine(series: KnownSeries, { at, received, value, flags, sequence, via }: Point, directory: SeriesDirectory): string {
  const kind = valueKindOf(flags);
  const values = kind === ValueKind.text ? ['', quoted(String(value))] : [String(value), ''];
  const fields = [
    series.project, series.device, quoted(series.metric), iso(at), iso(received), ...values, qualityLetter(qualityOf(flags)), ORIGINS[originOf(flags)],
    (flags & LATE) !== 0, (flags & SERVER_STAMPED) !== 0, sequence, directory.deviceOf(via), VALUE_TYPES[kind], (flags & UNUSED) !== 0,
  ];
  return `${fields.join(',')}\n`;
}

const quoted = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Always with microseconds. */
const iso = (at: Micros): string => {
  const text = formatIsoMicros(at);
  return text.length === 24 ? `${text.slice(0, -1)}000Z` : text;
};
