import type { TracePlace } from '@yanshou/telemetry';
import { both, markdownTable } from './markdown.js';
import type { IndicatorInputs } from '../indicator.js';
import { TRACE_STEP_NAMES } from '../traceability/trace-rule.js';

/** Training sessions, and batches with their events and what telemetry says of their cold chains. */
export function traceTables({ trace: { terms, batches }, training }: IndicatorInputs): readonly string[] {
  return [
    ...markdownTable(
      ['设备 / device', '场次 / sessions', '设备评分 / scored', '导入评分 / imported', '无场次 / unmatched'],
      training.map(({ device, sessions, scored, imported, unmatched }) => [device, ...[sessions, scored, imported, unmatched].map(String)]),
    ),
    ...(terms === null ? [] : [`- 任务书 / contract \`traceability\`: \`${JSON.stringify(terms)}\``, '']),
    ...markdownTable(
      ['批次 / batch', '品种 / variety', '基地 / base', '环节 / step', '时间 / time', '地点 / place', '去处 / to', '冷链间隔 有数据・在限值内 / covered, in range', '平台停机 / platform down'],
      batches.flatMap(({ id, variety = '—', base, withdrawn, events, readings }) => events.map(({ id: event, step, at, until, place, to, corrects }) => {
        const row = readings.find((one) => one.event === event);
        const name = withdrawn ? `${id} (已撤回 / withdrawn)` : id;
        return [
          name, variety, base, `${event} ${both(TRACE_STEP_NAMES[step])}${corrects === undefined ? '' : ` (更正 / corrects ${corrects})`}`, until === undefined ? String(at) : `${at}–${until}`,
          placeText(place), to === undefined ? '—' : placeText(to), row === undefined ? '—' : `${row.covered}, ${row.inRange ?? '—'} / ${row.expected}`, row === undefined ? '—' : String(row.platformFault),
        ];
      })),
    ),
  ];
}

const placeText = (place: TracePlace): string => ('site' in place ? `${place.site} (site)` : place.name);
