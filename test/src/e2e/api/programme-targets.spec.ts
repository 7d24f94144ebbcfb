import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Statement } from '@yanshou/reports';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { expectProblem } from '../../platform-under-test/expect-problem.js';
import { newPerson, startWithAdministrator } from '../../platform-under-test/people.js';
import { Product, VERIFIER } from '../../platform-under-test/product.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { CONTRACT, PERIOD, PROJECT } from '../../platform-under-test/workshop.js';

const params = { p: PROJECT.id };
const TARGET = { direction: 'P1.1.1', indicator: 'new-economic-benefit', comparator: '>=', value: 30, unit: '%', clause: '计划通知〔2026〕5号 二' };

describe('targets that a programme sets', () => {
  let platform: TestPlatform;
  let [admin, officer] = [] as unknown as [ApiClient, ApiClient];
  const settings = async (targets: readonly object[]) => ({ params: { g: 'P1' }, body: { ...(await admin.call('readProgrammeSettings', { params: { g: 'P1' } })), targets } });
  const standing = () => officer.call('readStanding', { params });
  const benefit = async () => (await standing()).indicators.find(({ indicator }) => indicator.indicator === 'new-economic-benefit')?.indicator;

  beforeAll(async () => {
    ({ platform, admin } = await startWithAdministrator());
    await admin.call('createProgramme', { body: { id: 'P1', nameZh: '智能制造', nameEn: 'smart manufacturing' } });
    await admin.call('createProject', { body: { ...PROJECT, contract: CONTRACT } });
    officer = await newPerson(admin, 'officer', 'officer', ['programme:P1']);
  }, 180_000);
  afterAll(() => platform.dispose());

  it('are refused where they are not the catalogue’s, in another unit, or below the document without an approval', async () => {
    const refused: readonly (readonly [object, number, string, string])[] = [
      [{ ...TARGET, indicator: 'no-such' }, 422, 'unknown-reference', 'targets[0].indicator'], [{ ...TARGET, unit: '万元' }, 400, 'invalid', 'targets[0].unit'],
      [{ ...TARGET, value: 19.9 }, 422, 'approval-required', 'targets[0].approval'], [{ ...TARGET, comparator: '>', value: 19 }, 422, 'approval-required', 'targets[0].approval'],
      [{ ...TARGET, comparator: '<=' }, 422, 'approval-required', 'targets[0].approval'], [{ ...TARGET, value: 'a' }, 400, 'invalid', 'targets[0].value'],
    ];
    for (const [target, status, code, field] of refused) expectProblem(await admin.attempt('saveProgrammeSettings', await settings([target])), { status, code, field });
    expectProblem(await officer.attempt('saveProgrammeSettings', await settings([TARGET])), { status: 403, code: 'forbidden' });
  });

  it('are what a draft starts from, and what a contract below them is shown as lowered from', async () => {
    expect(await benefit()).toMatchObject({ target: 20, loweredFrom: null });
    await admin.call('saveProgrammeSettings', await settings([TARGET, { ...TARGET, indicator: 'software-copyrights', value: 2, unit: '项' }]));
    const draft = await officer.call('readContractTemplate', { params: { g: 'P1', d: 'P1.1.1' } });
    expect(draft.targets.map(({ target, setBy }) => [target.indicator, target.value, setBy])).toEqual([
      ['networked-device-ratio', 70, 'document'], ['ip-applications', 3, 'document'], ['new-economic-benefit', 30, 'programme'], ['software-copyrights', 2, 'programme'],
    ]);
    expect(await benefit()).toMatchObject({ target: 20, loweredFrom: 30, loweredApproval: null });
    expect((await standing()).omitted.map(({ indicator, target }) => [indicator, target])).toEqual([['networked-device-ratio', 70], ['ip-applications', 3], ['software-copyrights', 2]]);
    const rows = (await officer.call('readIndicators', { params, query: { at: PERIOD.to } })).items;
    expect(rows.find(({ indicator }) => indicator === 'new-economic-benefit')).toMatchObject({ loweredFrom: 30, loweredApproval: null });
  });

  it('are no part of the contract: neither given with it nor answered', async () => {
    expectProblem(await officer.attempt('changeProject', { params, body: { approval: 'x', contract: { ...CONTRACT, programmeTargets: [] } } }), { status: 400, code: 'unknown-field', field: 'contract.programmeTargets' });
    expect((await officer.call('readProject', { params })).contract).toEqual(CONTRACT);
  });

  it('go into a bundle with the contract, so that an auditor computes the same', async () => {
    const { id, statement } = await officer.call('createAssessment', { params, body: { from: PERIOD.from, to: PERIOD.to, note: '' } });
    const row = (statement as Statement).indicators.find(({ row: { indicator } }) => indicator === 'new-economic-benefit')?.row;
    expect(row).toMatchObject({ target: 20, loweredFrom: 30, loweredApproval: null });
    const bundle = join(platform.directory, 'bundle.zip');
    writeFileSync(bundle, (await officer.succeed('readBundle', { params: { ...params, a: id } })).bytes);
    expect(await Product.run(VERIFIER, [bundle, '--json'])).toMatchObject({ status: 0, stdout: expect.stringContaining('"verified":true') });
    expect((await officer.succeed('readReport', { params: { ...params, a: id, format: 'html' } })).text).toContain('未经批准调整，低于原定 30');
  }, 180_000);

  it('a contract that keeps to a draft is lowered from nothing and leaves nothing out', async () => {
    const { targets } = await officer.call('readContractTemplate', { params: { g: 'P1', d: 'P1.1.1' } });
    await officer.call('changeProject', { params, body: { approval: '批复 2 号', contract: { ...CONTRACT, targets: targets.map(({ target }) => target) } } });
    const { indicators, omitted } = await standing();
    expect([indicators.map(({ indicator: { target, loweredFrom } }) => [target, loweredFrom]), omitted]).toEqual([[[70, null], [3, null], [30, null], [2, null]], []]);
  });

  it('lowered by an approval say from what and by which, in drafts and of contracts', async () => {
    await admin.call('saveProgrammeSettings', await settings([{ ...TARGET, value: 15, approval: 'TZ-9' }]));
    const { targets } = await officer.call('readContractTemplate', { params: { g: 'P1', d: 'P1.1.1' } });
    expect(targets.find(({ setBy }) => setBy === 'programme')).toMatchObject({ target: { value: 15, approval: 'TZ-9' }, documentTarget: 20, loweredFrom: 20 });
    await officer.call('changeProject', { params, body: { approval: '批复 3 号', contract: { ...CONTRACT, targets: targets.map(({ target }) => target) } } });
    expect(await benefit()).toMatchObject({ target: 15, loweredFrom: 20, loweredApproval: 'TZ-9' });
  });

  it('of a direction or batch that nobody knows there are none', async () => {
    expectProblem(await officer.attempt('readContractTemplate', { params: { g: 'P1', d: 'P9.9' } }), { status: 404, code: 'not-found' });
    expectProblem(await officer.attempt('readContractTemplate', { params: { g: 'P1', d: 'P1.1.1' }, query: { batch: 'none' } }), { status: 422, code: 'unknown-reference', field: 'batch' });
  });
});
