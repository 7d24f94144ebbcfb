import type { StoredValue } from '@yanshou/api-schema';
import { describe, expect, it } from '@jest/globals';
import { chartOptions } from './chart-options.js';
import { dailySeries } from './daily-series.js';

const ZONE = 'Asia/Shanghai';
const stored = (day: string, value: number | null, version = 1): StoredValue => ({
  from: `${day}T00:00:00+08:00`, to: `${day}T24:00:00+08:00`, unit: 'day', value, verdict: value === null ? 'insufficient-data' : 'met', coverage: 1, platformCoverage: 1,
  formulaVersion: '1.0.0', inputsDigest: 'sha256:00', version, at: `${day}T00:00:00Z`,
});
const COLOURS = { text: 't', grid: 'g', line: 'l', target: 'x', surface: 's', verdicts: { 'met': 'm', 'not-met': 'n', 'insufficient-data': 'i', 'pending-evidence': 'p' } };
const TEXTS = { target: '≥ 70 %', unit: '%', describe: () => 'described' };

describe('daily values', () => {
  it('name every day from the first to the last; days without one are gaps', () => {
    const series = dailySeries([stored('2026-10-03', 60), stored('2026-09-30', 50)], ZONE);
    expect(series.map(({ day, stored: one }) => [day, one?.value ?? null])).toEqual([['2026-09-30', 50], ['2026-10-01', null], ['2026-10-02', null], ['2026-10-03', 60]]);
  });

  it('count as they stand after the last restatement, in whichever order they come', () => {
    const versions = [stored('2026-10-01', 50, 1), stored('2026-10-01', 55, 3), stored('2026-10-01', 52, 2)];
    expect(dailySeries(versions, ZONE).map((point) => point.stored?.value)).toEqual([55]);
    expect(dailySeries([], ZONE)).toEqual([]);
  });

  it('stay a line of ten years when a broken clock stored a day long ago', () => {
    const series = dailySeries([stored('1970-01-02', 1), stored('2026-10-01', 60)], ZONE);
    expect([series.length, series.at(-1)?.day]).toEqual([3_660, '2026-10-01']);
  });
});

describe('the chart', () => {
  const points = dailySeries([stored('2026-10-01', 60), stored('2026-10-03', 80), stored('2026-10-04', null)], ZONE);

  it('leaves gaps open and draws the target', () => {
    const { series: [line] } = chartOptions(points, 70, COLOURS, TEXTS);
    expect(line?.connectNulls).toBe(false);
    expect(line?.data.map(({ value }) => value)).toEqual([60, null, 80, null]);
    expect(line?.markLine).toMatchObject({ data: [{ yAxis: 70 }], label: { formatter: '≥ 70 %' } });
    expect(chartOptions(points, null, COLOURS, TEXTS).series[0]).not.toHaveProperty('markLine');
  });

  it('begins at zero unless something is below it', () => {
    expect(chartOptions(points, 70, COLOURS, TEXTS).yAxis).toMatchObject({ min: 0, max: 100 });
    expect(chartOptions(dailySeries([stored('2026-10-01', -5)], ZONE), 20, COLOURS, TEXTS).yAxis.min).toBeUndefined();
  });

  it('describes the day under the pointer', () => {
    const { tooltip } = chartOptions(points, 70, COLOURS, TEXTS);
    expect([tooltip.formatter([{ dataIndex: 1 }]), tooltip.formatter([]), tooltip.formatter([{ dataIndex: 99 }])]).toEqual(['described', '', '']);
  });
});
