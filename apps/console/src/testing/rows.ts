import type { IndicatorRowView, Portfolio } from '@yanshou/api-schema';
import fc from 'fast-check';

/** A row as the platform answers it; what a test is about is given. */
export const aRow = (given: Partial<IndicatorRowView> = {}): IndicatorRowView => ({
  project: 'p', indicator: 'networked-device-ratio', nameZh: '车间智能化设备联网率', nameEn: 'networked equipment', clause: 'S000 一(二)1', from: '2026-10-01T00:00:00+08:00',
  to: '2026-11-01T00:00:00+08:00', value: 60, unit: '%', comparator: '>=', target: 70, verdict: 'not-met', coverage: 0.5, platformCoverage: 0.998, uncertainty: null, numerator: 3,
  denominator: 5, devices: [], readings: 10, origin: 'live', sourceKind: 'collected', formulaVersion: '1.0.0', inputsDigest: `sha256:${'0123456789ab'.padEnd(64, 'c')}`, scale: 100,
  origins: ['live'], loweredFrom: null, reasons: [], figures: {}, ...given,
});

type Project = Portfolio['projects'][number];

export const aProject = (given: Partial<Project> = {}): Project => ({
  id: 'p', nameZh: '车间', nameEn: 'workshop', zone: 'Asia/Shanghai', demonstration: false, progress: null, risk: 'unknown', reasons: [], devices: { total: 0, live: 0, silent: 0, never: 0, unjudged: 0 },
  lastReceived: null, indicators: [], ...given,
});

const share = fc.option(fc.integer({ min: 0, max: 10_000 }).map((part) => part / 10_000));
const digest = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });

/** Any row with a ratio whose value follows from it, or with none. */
export const anyRow = fc.record({
  ratio: fc.option(fc.tuple(fc.integer({ min: -10_000, max: 1_000_000 }), fc.integer({ min: 1, max: 1_000_000 }))),
  scale: fc.constantFrom(1, 100),
  target: fc.option(fc.integer({ min: 0, max: 100_000 }).map((part) => part / 100)),
  comparator: fc.constantFrom('>=', '<=', '>', '<', '='),
  verdict: fc.constantFrom('met', 'not-met', 'insufficient-data', 'pending-evidence'),
  coverage: share,
  platformCoverage: share,
  digest,
  loweredFrom: fc.option(fc.integer({ min: 0, max: 100 })),
}).map(({ ratio, scale, digest: digits, ...rest }) => aRow({
  ...rest, scale, numerator: ratio?.[0] ?? null, denominator: ratio?.[1] ?? null, value: ratio === null ? null : (scale * ratio[0]) / ratio[1], inputsDigest: `sha256:${digits}`,
} as Partial<IndicatorRowView>));
