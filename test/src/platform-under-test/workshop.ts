import type { BodyInputOf, Contract } from '@yanshou/api-schema';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE, formatIsoMicros, systemClock, windowOf } from '@yanshou/telemetry';

const ZONE = 'Asia/Shanghai';
const DAYS = 3;
/** What ended has to be past for so long before it is looked at without being asked: an hour, and five minutes. */
const CLOSED_AFTER = 66 * MICROS_PER_MINUTE;
/** The last local midnight but for the first hour of a day: everything that is judged has ended, and is closed. */
const to = windowOf(systemClock.now() - CLOSED_AFTER, 'day', ZONE).from;
const from = to - DAYS * MICROS_PER_DAY;

/** The days of the contract's window, and an hour that has not yet begun. */
export const PERIOD = { from: formatIsoMicros(from), to: formatIsoMicros(to), soon: formatIsoMicros(systemClock.now() + 2 * MICROS_PER_HOUR) } as const;

export const PROJECT = {
  id: 'workshop-1', programme: 'P1', nameZh: '示范车间', nameEn: 'demonstration workshop', zone: ZONE, demonstration: false,
  acceptedFrom: formatIsoMicros(from - 30 * MICROS_PER_DAY), unknownMetric: 'quarantine',
} as const satisfies BodyInputOf<'createProject'>;

/** The unit that carries every project of the tests out. */
export const UNIT = '天津测试装备有限公司';

export const CONTRACT: Contract = {
  direction: 'P1.1.1', window: { from: PERIOD.from, to: PERIOD.to }, networkedThreshold: 0.8, minimumPlatformCoverage: 0,
  // What devices recorded on the days before is sent at once.
  lateDeliveryHours: 8_760,
  plannedTime: { zone: ZONE, shifts: [{ start: '08:00', end: '09:00' }] },
  term: { from: formatIsoMicros(from - 400 * MICROS_PER_DAY), to: formatIsoMicros(to + 400 * MICROS_PER_DAY) },
  units: [{ name: UNIT, role: 'lead' }],
  targets: [
    { indicator: 'connected-equipment', comparator: '>=', value: 1, unit: '台', clause: '任务书 三(一)' },
    { indicator: 'standards', comparator: '>=', value: 1, unit: '项', clause: '任务书 三(二)' },
    { indicator: 'new-economic-benefit', comparator: '>=', value: 20, unit: '%', clause: '任务书 三(三)' },
  ],
};

export const CLASS: BodyInputOf<'saveClass'> = {
  id: 'lathe', nameZh: '车床', nameEn: 'lathe', judgingIntervalMinutes: 5,
  metrics: [{ name: 'temperature', nameZh: '温度', unit: '°C', valueType: 'number', kind: 'process', min: -50, max: 500, resolution: 0.01, reporting: 'periodic' }],
};

export const VIBRATION: BodyInputOf<'saveClass'>['metrics'][number] = { name: 'vibration', unit: 'mm/s', valueType: 'number', kind: 'process', resolution: 0.001, reporting: 'periodic' };

export const DEVICE: BodyInputOf<'createDevice'> = {
  id: 'lathe-1', assetNumber: 'A-1', nameZh: '车床一', nameEn: 'lathe 1', assetKind: 'production', classId: 'lathe', intelligent: true, intelligentGround: '数控系统',
  reporting: 'periodic',
};

const INTERVALS_OF_SHIFT = 12;

/** One reading for each judging interval of the shift (08:00 to 09:00) of each day. */
export const READINGS: readonly { readonly ts: number; readonly temperature: number }[] = Array.from({ length: DAYS * INTERVALS_OF_SHIFT }, (_, index) => {
  const [day, interval] = [Math.floor(index / INTERVALS_OF_SHIFT), index % INTERVALS_OF_SHIFT];
  const at = from + day * MICROS_PER_DAY + 8 * MICROS_PER_HOUR + interval * 5 * MICROS_PER_MINUTE;
  return { ts: at / 1_000, temperature: Math.round(200 + index) / 10 };
});

/** What a paper that is counted says of itself. */
export const STANDARD: Readonly<Record<string, string>> = {
  title: '团体标准', kind: 'standard', indicator: 'standards', number: 'T/TJIM 001—2026', owner: UNIT, issuer: '天津市智能制造协会', legalState: 'published', pages: '12',
};

/** An upload as a browser sends it. */
export function evidenceForm(fileName: string, content: string, fields: Readonly<Record<string, string>> = STANDARD): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries({ datedAt: PERIOD.from, ...fields })) form.set(name, value);
  form.set('file', new Blob([content], { type: 'application/pdf' }), fileName);
  return form;
}
