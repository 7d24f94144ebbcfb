import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DATA_FILES } from '@yanshou/evidence';
import { sampleReadings } from '@yanshou/reports/testing';
import { formatIsoMicros } from '@yanshou/telemetry';
import { parquetExtract, verifyBundle } from './index.js';
import { craftedParquet, plainColumns } from './testing/crafted-parquet.js';
import { FOLDER, HostileSample, foundIn } from './testing/hostile-sample.js';
import type { SampleReport } from './testing/hostile-sample.js';

let sample: HostileSample;
beforeAll(async () => {
  sample = await HostileSample.make();
});
afterAll(() => sample.remove());

describe('a bundle that is made to cost', () => {
  it('a period or an inventory that would need more memory than there is', async () => {
    const to = 8e15;
    const contract = sample.changedJson<{ window: { from: number; to: number } }>(DATA_FILES.contract, ({ window }) => Object.assign(window, { from: 0, to }));
    const report = sample.changedJson<SampleReport>(DATA_FILES.report, ({ period }) => Object.assign(period, { from: formatIsoMicros(0), to: formatIsoMicros(to) }));
    const inventory = sample.changedJson<{ devices: object[] }>(DATA_FILES.inventory, (value) => (value.devices = Array.from({ length: 60 }, (_, index) => ({ ...value.devices[0], id: `M${index}` }))));
    expect(await foundIn(await sample.resealed(contract, report, inventory))).toEqual([`recomputation-impossible ${DATA_FILES.contract} window`]);
    const gateways = sample.changedJson<{ gateways: object[]; devices: { id: string }[] }>(DATA_FILES.inventory, (value) => {
      const children = value.devices.slice(0, 2).map(({ id }) => id);
      value.gateways = Array.from({ length: 4_000 }, (_, index) => ({ id: `g${index}`, nameZh: '', nameEn: '', children }));
    });
    expect(await foundIn(await sample.resealed(gateways, ...sample.longer(366)))).toEqual([`recomputation-impossible ${DATA_FILES.inventory} gateways`]);
    const series = sample.changedJson<{ classes: { metrics: object[] }[]; devices: object[] }>(DATA_FILES.inventory, ({ classes: [machine], devices }) => {
      Object.assign(machine ?? {}, { metrics: Array.from({ length: 2_000 }, (_, index) => ({ ...machine?.metrics[0], name: `m${index}` })) });
      for (let index = 0; index < 500; index += 1) devices.push({ ...devices[0], id: `N${index}` });
    });
    expect(await foundIn(await sample.resealed(series))).toEqual([`recomputation-impossible ${DATA_FILES.inventory} classes`]);
    const windows = sample.changedJson<{ classes: { metrics: object[] }[]; devices: object[] }>(DATA_FILES.inventory, ({ classes: [machine], devices }) => {
      Object.assign(machine ?? {}, { metrics: Array.from({ length: 2_000 }, (_, index) => ({ ...machine?.metrics[0], name: `m${index}`, role: 'ph' })) });
      for (let index = 0; index < 40; index += 1) devices.push({ ...devices[0], id: `N${index}` });
    });
    expect(await foundIn(await sample.resealed(windows, ...sample.longer(366)))).toEqual([`recomputation-impossible ${DATA_FILES.contract} targets`]);
  });

  it('a list of faults, told once, and one that is longer than anybody needs', async () => {
    const inputs = sample.changedJson<{ heartbeats: unknown[] }>(DATA_FILES.inputs, (value) => (value.heartbeats = Array.from({ length: 100_000 }, () => 0)));
    expect(await foundIn(await sample.resealed(inputs))).toEqual([`json-invalid ${DATA_FILES.inputs} heartbeats.0`]);
    expect(await foundIn(await sample.resealed([DATA_FILES.inputs, `{"heartbeats":[${'0,'.repeat(5_000_001)}0]}`]))).toEqual([`json-too-large ${DATA_FILES.inputs}`]);
  });

  it('more readings than a file of its size can honestly have', async () => {
    const rows = 5_000_000 + 2 * (sample.files.get(`${FOLDER}/${DATA_FILES.baseline}`)?.length ?? 0);
    const stated = (more: number) => sample.changedJson<{ extracts: { baseline: { rows: number } } }>(DATA_FILES.inputs, ({ extracts }) => (extracts.baseline.rows = rows + more));
    expect(await foundIn(await sample.resealed(stated(1)))).toEqual([`extract-too-costly ${DATA_FILES.baseline}`]);
    // As many as it may have are looked for, and are not there.
    expect(await foundIn(await sample.resealed(stated(0)))).toEqual([`extract-rows-differ ${DATA_FILES.baseline}`]);
  });

  it('readings without end behind those that are stated: reading ends there', async () => {
    const readings = [...sampleReadings('reporting')];
    const fewer = sample.changedJson<{ extracts: { reporting: { rows: number } } }>(DATA_FILES.inputs, ({ extracts }) => (extracts.reporting.rows = 10));
    const { findings } = await verifyBundle(await sample.resealed(fewer, [DATA_FILES.reporting, await sample.extractOf(readings)]));
    expect(findings).toEqual([{ code: 'extract-rows-differ', file: DATA_FILES.reporting, expected: '10', actual: '> 10' }]);
  });
});

describe('an extract that unpacks to more than its bytes can hold', () => {
  const ROWS = 2_000;
  const repeated = (groups: number): Promise<string> => {
    const readings = Array.from({ length: ROWS }, () => ({ device: 'M1', metric: 'load', at: 1.79e15, value: 1, kind: 'number', quality: 'N', origin: 'live', unused: false }) as const);
    return reasonOf(craftedParquet({ columns: plainColumns(readings), rows: groups * ROWS, groups: Array.from({ length: groups }, () => ROWS) }));
  };
  /** Reads it all, as a verifier does. */
  async function reasonOf(content: Uint8Array): Promise<string> {
    const source = parquetExtract({ byteLength: content.length, slice: (from, to = content.length) => content.slice(from, to).buffer }, { freeBytes: 10_000 });
    for await (const page of source.pages()) if (!page.ok) return page.reason;
    return 'none';
  }

  it('by the same bytes in ever more row groups, is refused in the midst', async () => {
    expect(await repeated(2)).toBe('none');
    expect(await repeated(200)).toMatch(/^\d+ bytes unpacked of \d+$/);
  });
});
