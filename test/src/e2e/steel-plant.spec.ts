import { appendFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadReplays } from '@yanshou/devices-sim';
import { ExtractFold, evaluate, renderTable } from '@yanshou/kpi';
import type { ExtractReading, IndicatorRow } from '@yanshou/kpi';
import { MICROS_PER_MILLISECOND } from '@yanshou/telemetry';
import type { ProjectContract } from '@yanshou/telemetry';

const realData = process.env['REAL_DATA_DIR'];

/** The recorded plant as its replay describes it, judged over the contract's own window or another. */
async function plantRow(folder: string, facts: Partial<ProjectContract> = {}): Promise<IndicatorRow> {
  const [replay] = await loadReplays(folder, 'energy');
  if (replay === undefined) throw new Error('no recording');
  const { inventory } = replay.project;
  const contract = { ...replay.project.contract, ...facts };
  const fold = new ExtractFold(inventory, contract);
  const readings = [...replay.source.messagesOf('plant')].flatMap(({ payload }) => payload.flatMap(({ elements }) => elements.flatMap(({ ts, values }): ExtractReading[] =>
    [{ device: 'plant', metric: 'Usage_kWh', at: Number(ts) * MICROS_PER_MILLISECOND, value: Number(values['Usage_kWh']), kind: 'number', quality: '', origin: 'replayed', unused: false }])));
  readings.sort((a, b) => a.at - b.at);
  for (const leg of ['baseline', 'reporting'] as const) {
    const { from = 0, to = 0 } = (leg === 'baseline' ? contract.baseline : contract.window) ?? {};
    for (const reading of readings) if (reading.at >= from && reading.at < to) fold.add(leg, reading);
  }
  return evaluate('energy-utilisation-gain', {
    inventory, contract, ...fold.finish(), evidence: [], figures: [], everConnected: new Set(['plant']), platformCoverage: { covered: 1, total: 1 }, origins: ['replayed'],
  });
}

const figures = (row: IndicatorRow): readonly unknown[] => row.figures.tables?.[0]?.rows.map(([, value]) => value) ?? [];

describe('the steel plant of 2018', () => {
  it('is told to be not run when it is not there', () => {
    if (realData !== undefined) return;
    const list = process.env['YANSHOU_TEST_NOT_RUN'];
    if (list !== undefined) appendFileSync(list, 'e2e: the indicator of the steel plant (set REAL_DATA_DIR)\n');
    expect(process.env['CI']).not.toBe('true');
  });

  if (realData === undefined) return;

  it('has no gain in energy utilisation, because no output was recorded, and says so', async () => {
    const row = await plantRow(realData);
    expect(row).toMatchObject({ value: null, verdict: 'insufficient-data', numerator: null, origin: 'replayed' });
    expect(renderTable([row], 'zh')).toContain('R² 0.6544；CV(RMSE) 66.1523 %；NMBE 0 %');
    expect(row.reasons[0]).toEqual({ zh: expect.stringContaining('没有记录产量'), en: expect.stringContaining('no output was recorded') });
  });

  it('prints the model of its baseline as it was reckoned apart (docs/steel-plant.md)', async () => {
    // January to June; then December, the window of its contract.
    expect(figures(await plantRow(realData))).toEqual([
      4_344, 168, 521_196.84, expect.closeTo(0.6543595027688065, 12), expect.closeTo(66.15233611102278, 10), 0, 744, 0, expect.closeTo(85_989.02461538461, 6), 59_437.07, expect.closeTo(-30.878306544523948, 10),
    ]);
  });

  it('and so over July to December', async () => {
    const [replay] = await loadReplays(realData, 'energy');
    const { baseline, window } = replay?.project.contract ?? {};
    if (baseline === undefined || window === undefined) throw new Error('no baseline');
    expect(figures(await plantRow(realData, { window: { from: baseline.to, to: window.to } })).slice(6)).toEqual([
      4_416, 0, expect.closeTo(526_018.6125384616, 5), 438_436.2, expect.closeTo(-16.650059608310467, 9),
    ]);
  });
});
