import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DATA_FILES, TAG_FILES, canonicalJson } from '@yanshou/evidence';
import type { ExtractReading } from '@yanshou/kpi';
import { sampleReadings } from '@yanshou/reports/testing';
import type { Leg } from '@yanshou/telemetry';
import { verifyBundle } from './index.js';
import { writeBundle } from './node.js';
import { readFiles, rezipped, sampleParts, sealedAgain } from './testing.js';
import { HostileSample, foundIn, inFolder, utf8 } from './testing/hostile-sample.js';
import type { SampleReport } from './testing/hostile-sample.js';

let sample: HostileSample;
beforeAll(async () => {
  sample = await HostileSample.make();
});
afterAll(() => sample.remove());

/** Somebody who holds the key changes files and seals the bag again: only recomputation can find it. */
describe('a lie that is signed', () => {
  const reporting = (): ExtractReading[] => [...sampleReadings('reporting' satisfies Leg)];

  it('sealed again unchanged it is verified: what follows is found by what was changed', async () => {
    expect(await verifyBundle(await sample.resealed())).toMatchObject({ verified: true });
  });

  it('one reading less valid changes rows, named by field with both values', async () => {
    const readings = reporting().map((reading, index) => (index % 2 === 0 ? reading : { ...reading, quality: 'D' as const }));
    const { findings } = await verifyBundle(await sample.resealed([DATA_FILES.reporting, await sample.extractOf(readings)]));
    expect(findings).toContainEqual(expect.objectContaining({ code: 'row-differs', file: DATA_FILES.report, place: 'networked-device-ratio.readings', expected: expect.any(String), actual: expect.any(String) }));
    expect(findings.map(({ place }) => place)).toContain('networked-device-ratio.inputsDigest');
  });

  it('one single reading is enough for the digest', async () => {
    const first = reporting().findIndex(({ device, metric, at }) => device === 'M3' && metric === 'load' && at > 0);
    const readings = reporting().map((reading, index) => (index === first ? { ...reading, quality: 'D' as const } : reading));
    expect(await foundIn(await sample.resealed([DATA_FILES.reporting, await sample.extractOf(readings)]))).toContain(`row-differs ${DATA_FILES.report} process-data-points.inputsDigest`);
  });

  it('another value in the report', async () => {
    const report = sample.changedJson<SampleReport>(DATA_FILES.report, ({ indicators }) => (indicators[0] as SampleReport['indicators'][0]).row.value = 80);
    const { findings } = await verifyBundle(await sample.resealed(report));
    expect(findings).toEqual([{ code: 'row-differs', file: DATA_FILES.report, place: 'networked-device-ratio.value', expected: '40', actual: '80' }]);
  });

  it('another value, signed by a key of one\'s own: no key need be given to find it', async () => {
    const [path, report] = sample.changedJson<SampleReport>(DATA_FILES.report, ({ indicators }) => (indicators[0] as SampleReport['indicators'][0]).row.value = 80);
    const forged = await rezipped(await sealedAgain(new Map(sample.files).set(inFolder(path), utf8(report)), sample.other));
    const differs = `row-differs ${DATA_FILES.report} networked-device-ratio.value`;
    expect(await foundIn(forged)).toEqual([differs]);
    expect(await foundIn(forged, sample.key.keyId)).toEqual([`signature-other-key ${TAG_FILES.signature}`, differs]);
  });

  it('simulated readings said to be live, in all files alike', async () => {
    const path = join(sample.directory, 'live.zip');
    await writeBundle(path, sampleParts(sample.directory, { readings: (leg) => sampleReadings(leg, 'simulated') }), sample.key);
    const { steps, findings } = await verifyBundle(new Blob([await readFile(path)]));
    expect([steps.contents, findings]).toEqual(['passed', [{ code: 'contents-disagree', file: DATA_FILES.inputs, place: 'origins', expected: 'simulated', actual: 'live' }]]);
  });

  it('another figure of the unit, another formula beside the value', async () => {
    const figure = sample.changedJson<SampleReport>(DATA_FILES.report, ({ indicators }) => (indicators[0] as SampleReport['indicators'][0]).figures.own.value = 41);
    expect(await foundIn(await sample.resealed(figure))).toEqual([`figures-differ ${DATA_FILES.report} networked-device-ratio.figures`]);
    const formula = sample.changedJson<SampleReport>(DATA_FILES.report, ({ indicators }) => (indicators[0] as SampleReport['indicators'][0]).definition.formula.zh = '按需');
    expect(await foundIn(await sample.resealed(formula))).toEqual([`figures-differ ${DATA_FILES.report} networked-device-ratio.definition`]);
  });

  it('another number, source or verdict in a trace; its headings may be worded otherwise, and older statements explain nothing', async () => {
    type Traced = { trace?: { steps: { put: string | null; title: { zh: string }; table: { rows: { source: { query: string } }[] } | null }[]; verdict: { zh: string } } };
    const changed = (change: (indicator: Traced) => void) => sample.changedJson<SampleReport>(DATA_FILES.report, ({ indicators }) => change(indicators[0] as unknown as Traced));
    const differs = `figures-differ ${DATA_FILES.report} networked-device-ratio.trace`;
    const changes: readonly ((indicator: Traced) => void)[] = [
      ({ trace }) => Object.assign(trace?.steps.at(-1) ?? {}, { put: '5 ÷ 5 × 100' }), ({ trace }) => Object.assign(trace?.steps[0]?.table?.rows[0]?.source ?? {}, { query: '/elsewhere' }),
      ({ trace }) => Object.assign(trace?.verdict ?? {}, { zh: '达标' }),
    ];
    for (const change of changes) expect(await foundIn(await sample.resealed(changed(change)))).toEqual([differs]);
    for (const harmless of [({ trace }: Traced) => Object.assign(trace?.steps[0]?.title ?? {}, { zh: '另一种说法' }), (indicator: Traced) => delete indicator.trace]) {
      expect(await verifyBundle(await sample.resealed(changed(harmless)))).toMatchObject({ verified: true });
    }
  });

  it('no stamp on simulated data, other counts of verdicts, a balance that is none, another programme', async () => {
    const path = join(sample.directory, 'simulated.zip');
    await writeBundle(path, sampleParts(sample.directory, { origin: 'simulated' }), sample.key);
    const simulated = await readFiles(path);
    const lie = async (change: (report: { stamps: string[]; verdicts: { met: number }; totals: { messages: { projected: number } }; project: { programme: string }; title: { zh: string } }) => void) => {
      const report = JSON.parse(new TextDecoder().decode(simulated.get(inFolder(DATA_FILES.report)))) as Parameters<typeof change>[0];
      change(report);
      return foundIn(await rezipped(await sealedAgain(new Map(simulated).set(inFolder(DATA_FILES.report), utf8(canonicalJson(report))), sample.key)));
    };
    expect(await lie((report) => (report.stamps = []))).toEqual([`statement-differs ${DATA_FILES.report} stamps`]);
    expect(await lie(({ verdicts }) => (verdicts.met += 1))).toEqual([`statement-differs ${DATA_FILES.report} verdicts`]);
    expect(await lie(({ totals }) => (totals.messages.projected -= 1))).toEqual([`statement-differs ${DATA_FILES.report} balance`]);
    expect(await lie(({ project }) => (project.programme = 'P2'))).toEqual([`statement-differs ${DATA_FILES.report} project`]);
    expect(await lie(({ title }) => (title.zh = '验收报告'))).toEqual([`statement-differs ${DATA_FILES.report} title`]);
    expect(await lie((report) => Object.assign(report, { grade: 'A' }))).toEqual([`statement-differs ${DATA_FILES.report} grade`]);
    expect(await lie((report) => Object.assign(report, { totals: 1 }))).toEqual([`json-invalid ${DATA_FILES.report} totals`]);
    expect(await lie((report) => Object.assign(report, { gaps: [{ reason: 'none' }] }))).toEqual([`json-invalid ${DATA_FILES.report} gaps.0.fromSequence`]);
    expect(await lie((report) => Object.assign(report, { note: 'n'.repeat(5_000) }))).toEqual([`json-invalid ${DATA_FILES.report} note`]);
    expect(await lie(({ project }) => Object.assign(project, { nameZh: ['a list'] }))).toEqual([`json-invalid ${DATA_FILES.report} project.nameZh`]);
  });

  it.each(['constructor', 'toString', '__proto__'])('one more member that is called %s, in the report, a section, a row or a definition', async (name) => {
    const more = <T extends object>(of: T): T => Object.defineProperty(of, name, { value: {}, enumerable: true });
    const added = (path: string, place: (file: object) => object | undefined) => sample.changedJson(path, (file) => void more(place(file) ?? {}));
    const section = (report: object): SampleReport['indicators'][0] | undefined => (report as SampleReport).indicators[0];
    expect(await foundIn(await sample.resealed(added(DATA_FILES.report, (report) => report)))).toEqual([`statement-differs ${DATA_FILES.report} ${name}`]);
    expect(await foundIn(await sample.resealed(added(DATA_FILES.report, section)))).toEqual([`figures-differ ${DATA_FILES.report} networked-device-ratio.${name}`]);
    expect(await foundIn(await sample.resealed(added(DATA_FILES.report, (report) => section(report)?.row)))).toEqual([`row-differs ${DATA_FILES.report} networked-device-ratio.${name}`]);
    expect(await foundIn(await sample.resealed(added(DATA_FILES.definitions, (all) => (all as object[])[0])))).toEqual([`definition-differs ${DATA_FILES.definitions} networked-device-ratio.${name}`]);
  });

  it('a definition that is not the verifier\'s, a version it does not know, an indicator it does not know', async () => {
    const definitions = (change: (first: { id: string; formulaVersion: string; scale: number }) => void) =>
      sample.changedJson<{ id: string; formulaVersion: string; scale: number }[]>(DATA_FILES.definitions, ([first]) => change(first as { id: string; formulaVersion: string; scale: number }));
    expect(await foundIn(await sample.resealed(definitions((first) => (first.scale = 1))))).toEqual([`definition-differs ${DATA_FILES.definitions} networked-device-ratio.scale`]);
    expect(await foundIn(await sample.resealed(definitions((first) => (first.formulaVersion = '99.0.0'))))).toEqual([`formula-version-unknown ${DATA_FILES.definitions} networked-device-ratio`]);
    expect(await foundIn(await sample.resealed(definitions((first) => (first.id = 'luck'))))).toEqual([`contents-disagree ${DATA_FILES.definitions} id`, `indicator-unknown ${DATA_FILES.definitions} luck`]);
  });

  it('an indicator of the contract left out', async () => {
    const report = sample.changedJson<SampleReport>(DATA_FILES.report, ({ indicators }) => void indicators.shift());
    const definitions = sample.changedJson<unknown[]>(DATA_FILES.definitions, (all) => void all.shift());
    expect(await foundIn(await sample.resealed(report, definitions))).toEqual([`indicator-missing ${DATA_FILES.report} networked-device-ratio`]);
  });

  it('another period than the contract\'s', async () => {
    const report = sample.changedJson<SampleReport>(DATA_FILES.report, ({ period }) => (period.to = '2026-10-02T00:00:00.000Z'));
    expect(await foundIn(await sample.resealed(report))).toEqual([`contents-disagree ${DATA_FILES.report} period`]);
  });

  it('JSON in other words, or of another kind', async () => {
    expect(await foundIn(await sample.resealed([DATA_FILES.contract, `${sample.textOf(DATA_FILES.contract)}\n`]))).toEqual([`json-not-canonical ${DATA_FILES.contract}`]);
    expect(await foundIn(await sample.resealed([DATA_FILES.contract, '{']))).toEqual([`json-malformed ${DATA_FILES.contract}`]);
    expect(await foundIn(await sample.resealed([DATA_FILES.contract, '{}']))).toEqual([`json-invalid ${DATA_FILES.contract} project`]);
  });

  it.each<[string, () => Iterable<ExtractReading>, string]>([
    ['two readings in another order', () => reporting().map((_, index, all) => all[index === 7 ? 8 : index === 8 ? 7 : index] as ExtractReading), `extract-out-of-order ${DATA_FILES.reporting} #9`],
    ['a reading twice', () => reporting().flatMap((reading, index) => (index === 3 ? [reading, reading] : [reading])), `extract-out-of-order ${DATA_FILES.reporting} #5`],
    ['a reading less', () => reporting().slice(1), `extract-rows-differ ${DATA_FILES.reporting}`],
    ['a reading of another time', () => [{ ...(reporting()[0] as ExtractReading), at: 5 }, ...reporting()], `extract-outside-period ${DATA_FILES.reporting} #1`],
    ['an unknown quality', () => [{ ...(reporting()[0] as ExtractReading), quality: 'X' as 'N' }], `extract-malformed ${DATA_FILES.reporting} #1`],
  ])('an extract with %s', async (_, readings, code) => {
    expect(await foundIn(await sample.resealed([DATA_FILES.reporting, await sample.extractOf(readings())]))).toEqual([code]);
  });

  it('an extract of another project, one that is no Parquet, one that does not cover the period', async () => {
    expect(await foundIn(await sample.resealed([DATA_FILES.reporting, await sample.extractOf(reporting(), 'farm')]))).toEqual([`extract-foreign-project ${DATA_FILES.reporting} #1`]);
    expect(await foundIn(await sample.resealed([DATA_FILES.reporting, 'PAR1 nothing PAR1']))).toEqual([`extract-malformed ${DATA_FILES.reporting}`]);
    const inputs = sample.changedJson<{ extracts: { reporting: { from: number } } }>(DATA_FILES.inputs, ({ extracts }) => (extracts.reporting.from += 1));
    expect(await foundIn(await sample.resealed(inputs))).toEqual([`extract-does-not-cover ${DATA_FILES.reporting}`]);
  });
});
