import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Contract } from '@yanshou/api-schema';
import type { IndicatorRow } from '@yanshou/kpi';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { expectProblem } from '../../platform-under-test/expect-problem.js';
import { newPerson, startWithAdministrator } from '../../platform-under-test/people.js';
import { Product, VERIFIER } from '../../platform-under-test/product.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { CONTRACT, PERIOD, PROJECT, evidenceForm } from '../../platform-under-test/workshop.js';

const p = PROJECT.id;
const ofProject = { params: { p } };
const period = { from: PERIOD.from, to: PERIOD.to };
const I = 'cold-chain-compliance';
const OWN: Contract['targets'][number] = { indicator: I, comparator: '>=', value: 95, unit: '%', clause: '任务书 三(一)3' };

describe('the terms of a contract', () => {
  let platform: TestPlatform;
  let [admin, officer, member] = [] as unknown as [ApiClient, ApiClient, ApiClient];
  const row = async (): Promise<IndicatorRow> =>
    (await member.call('readIndicators', { ...ofProject, query: { at: PERIOD.to } })).items.find(({ indicator }) => indicator === I) as unknown as IndicatorRow;

  beforeAll(async () => {
    ({ platform, admin } = await startWithAdministrator());
    await admin.call('createProgramme', { body: { id: 'P1', nameZh: '智能制造', nameEn: 'smart manufacturing' } });
    await admin.call('createProject', { body: { ...PROJECT, contract: { ...CONTRACT, targets: [...CONTRACT.targets, OWN] } } });
    officer = await newPerson(admin, 'officer-1', 'officer', ['programme:P1']);
    member = await newPerson(admin, 'member-1', 'member', [`project:${p}`]);
  }, 180_000);
  afterAll(() => platform.dispose());

  it('are refused with the field where a target is in another unit, or is the second of its indicator', async () => {
    const change = (targets: Contract['targets']) => officer.attempt('changeProject', { ...ofProject, body: { approval: '批复 1 号', contract: { ...CONTRACT, targets } } });
    const [equipment] = CONTRACT.targets;
    if (equipment === undefined) throw new Error('the workshop has targets');
    expectProblem(await change([OWN, { ...equipment, unit: '千台' }]), { status: 400, code: 'invalid', field: 'contract.targets[1].unit' });
    expectProblem(await change([equipment, { ...equipment, value: 100 }]), { status: 409, code: 'duplicate', field: 'contract.targets[1].indicator' });
  });

  it.each(['networkedThreshold', 'minimumDeviceCoverage'] as const)('are refused below half: %s', async (term) => {
    for (const share of [0, 0.1, 0.499]) {
      const answer = await officer.attempt('changeProject', { ...ofProject, body: { approval: '批复 1 号', contract: { ...CONTRACT, [term]: share } } });
      expectProblem(answer, { status: 400, code: 'invalid', field: `contract.${term}` });
    }
  });

  it('may define an indicator: assessed without a figure, and judged by the accepted one', async () => {
    expect(await row()).toMatchObject({ value: null, verdict: 'insufficient-data', reasons: [{ zh: expect.stringContaining('尚无该数') }] });
    await officer.call('createAssessment', { ...ofProject, body: { ...period, note: '' } });
    const { id: evidence } = await member.call('submitEvidence', { ...ofProject, body: evidenceForm('报告 report.pdf', '%PDF-1.7 text', { title: '报告', kind: 'record' }) });
    const { id: f } = await member.call('stateFigure', { ...ofProject, body: { indicator: I, purpose: 'reporting', quantity: 'value', amount: 97, unit: '%', period, sourceKind: 'entered', evidence } });
    expect(await row()).toMatchObject({ value: null, verdict: 'pending-evidence' });
    await officer.call('decideFigure', { params: { p, f }, body: { decision: 'accept' } });
    expect(await row()).toMatchObject({ value: 97, verdict: 'met', kind: 'declared', reasons: [] });
    const { trace, clause } = await member.call('explainIndicator', { params: { p, i: I } });
    expect([trace.value?.exact, clause?.place]).toEqual(['97', OWN.clause]);
  });

  it('are in the report, and in the bundle that an auditor verifies', async () => {
    const { id } = await officer.call('createAssessment', { ...ofProject, body: { ...period, note: '' } });
    expect((await officer.succeed('readReport', { params: { p, a: id, format: 'html' }, query: { lang: 'zh' } })).text).toContain(`任务书自定指标 ${I}`);
    const bundle = join(platform.directory, 'own.zip');
    writeFileSync(bundle, (await officer.succeed('readBundle', { params: { p, a: id } })).bytes);
    const { status, stdout } = await Product.run(VERIFIER, [bundle, '--json']);
    const verification = JSON.parse(stdout) as { readonly verified: boolean; readonly rows: readonly object[] };
    expect([status, verification.verified]).toEqual([0, true]);
    expect(verification.rows).toContainEqual(expect.objectContaining({ indicator: I, value: 97, verdict: 'met' }));
  }, 180_000);
});
