import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { verifyBundle } from '@yanshou/bundles';
import { readFiles, rezipped } from '@yanshou/bundles/testing';
import { MICROS_PER_DAY, MICROS_PER_HOUR, formatIsoMicros, parseIsoMicros } from '@yanshou/telemetry';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { expectProblem } from '../../platform-under-test/expect-problem.js';
import { newPerson, startWithAdministrator } from '../../platform-under-test/people.js';
import { RawClient } from '../../platform-under-test/raw-client.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { CLASS, CONTRACT, DEVICE, PERIOD, PROJECT, READINGS, evidenceForm } from '../../platform-under-test/workshop.js';

const p = PROJECT.id;
const ofProject = { params: { p } };
const SITES = { 'lathe-1': 'pond-1', 'lathe-2': 'pond-2' } as const;
/** Two of three days: less than the contract's four fifths. */
const HELD = READINGS.slice(0, 24);
const LAST_DAY = { from: formatIsoMicros((parseIsoMicros(PERIOD.to) ?? NaN) - MICROS_PER_DAY), to: PERIOD.to };
const drained = { ...CONTRACT.plannedTime, exemptions: [{ ...LAST_DAY, reason: '清塘消毒', kind: 'drained' as const }] };
const target = { indicator: 'connected-equipment', comparator: '>=' as const, value: 1, unit: '台', clause: '任务书 三(一)' };
const contract = { ...CONTRACT, targets: [target] };

describe('the calendar that is frozen is the one that counts', () => {
  let platform: TestPlatform;
  let directory: string;
  let [officer, member] = [] as unknown as [ApiClient, ApiClient];
  let paper: string;
  const counted = async (): Promise<readonly (readonly [string, number, number])[]> => {
    const { row } = await member.call('explainIndicator', { params: { p, i: target.indicator }, query: { from: PERIOD.from, to: PERIOD.to } });
    return (row.figures as { perDevice?: readonly { id: string; expected: number; valid: number }[] }).perDevice?.map(({ id, expected, valid }) => [id, expected, valid] as const) ?? [];
  };
  const ask = (scope: string, plannedTime = drained) => member.call('proposeChange', { ...ofProject, body: { change: { kind: 'calendar', scope, plannedTime, validFrom: LAST_DAY.from }, reason: '清塘' } });
  const approval = () => ({ decision: 'accept' as const, approval: '津科〔2026〕8号', approvedAt: PERIOD.from, file: paper });

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'e2e-calendars-'));
    const started = await startWithAdministrator();
    platform = started.platform;
    await started.admin.call('createProgramme', { body: { id: 'P1', nameZh: '智能制造', nameEn: 'smart manufacturing' } });
    await started.admin.call('createProject', { body: PROJECT });
    officer = await newPerson(started.admin, 'officer-1', 'officer', ['programme:P1']);
    member = await newPerson(started.admin, 'member-1', 'member', [`project:${p}`]);
    await member.call('saveClass', { ...ofProject, body: CLASS });
    for (const [id, siteId] of Object.entries(SITES)) {
      await member.call('saveSite', { ...ofProject, body: { id: siteId, nameZh: siteId, nameEn: siteId } });
      const { secret } = await member.call('createDevice', { ...ofProject, body: { ...DEVICE, id, assetNumber: `A-${id}`, siteId } });
      const client = await RawClient.open(platform.mqttPort, { username: `${p}/${id}`, password: secret });
      await client.publishAcknowledged(telemetryTopic(p, id), JSON.stringify(HELD.map(({ ts, ...values }) => ({ ts, values }))), 1);
      client.close();
    }
    await platform.settle(p);
    await officer.call('changeProject', { ...ofProject, body: { contract } });
    ({ id: paper } = await member.call('submitEvidence', { ...ofProject, body: evidenceForm('批复.pdf', '%PDF-1.7 approval', { title: '批复', kind: 'approval' }) }));
    await officer.call('saveFreeze', { ...ofProject, body: { at: PERIOD.to } });
  }, 240_000);
  afterAll(async () => {
    await platform.dispose();
    await rm(directory, { recursive: true, force: true });
  });

  it('the contract cannot change planned time any more, and says how it is changed', async () => {
    const body = { contract: { ...contract, plannedTime: drained }, approval: '任意文字' };
    const problem = await officer.attempt('changeProject', { ...ofProject, body });
    expectProblem(problem, { status: 409, code: 'frozen', field: 'plannedTime' });
    expect((await officer.call('changeProject', { ...ofProject, body: { contract: { ...contract, minimumDeviceCoverage: 0.5 }, approval: '津科〔2026〕7号' } })).contract).toMatchObject({ minimumDeviceCoverage: 0.5, plannedTime: contract.plannedTime });
    expect((await member.call('readCalendar', ofProject)).items).toEqual([{ scope: 'project', plannedTime: contract.plannedTime }]);
  });

  it('a change of one site counts when it is accepted, with number, date and file, and not when it is asked for', async () => {
    const before = [['lathe-1', 36, 24], ['lathe-2', 36, 24]];
    expect(await counted()).toEqual(before);
    const { id: c } = await ask('site:pond-1');
    expect(await counted()).toEqual(before);
    const decide = (body: object) => officer.attempt('decideChange', { params: { p, c }, body: { decision: 'accept', ...body } });
    for (const part of ['approval', 'approvedAt', 'file'] as const) {
      const { [part]: _, ...rest } = approval();
      expectProblem(await decide(rest), { status: 422, code: 'approval-required', field: part });
    }
    expectProblem(await decide({ ...approval(), file: 'none' }), { status: 422, code: 'unknown-reference', field: 'file' });
    expect(await counted()).toEqual(before);
    expect(await officer.call('decideChange', { params: { p, c }, body: approval() })).toMatchObject({ status: 'accepted', approval: '津科〔2026〕8号', approvedAt: expect.any(String), file: paper, change: { validFrom: expect.any(String) } });
    expect(await counted()).toEqual([['lathe-1', 24, 24], ['lathe-2', 36, 24]]);
    const { trace } = await member.call('explainIndicator', { params: { p, i: target.indicator }, query: { from: PERIOD.from, to: PERIOD.to } });
    expect(trace.calendars?.map(({ scope, text }) => [scope, text.zh.includes('清塘消毒')])).toEqual([['project', false], ['site:pond-1', true]]);
    expect((await member.call('readCalendar', ofProject)).items).toMatchObject([{ scope: 'project' }, { scope: 'site:pond-1', validFrom: expect.any(String), plannedTime: { exemptions: [{ reason: '清塘消毒', kind: 'drained' }] } }]);
  });

  it('planned time of a site ends by an accepted change: from then on the wider calendar counts, and the time before is as it was', async () => {
    const halfOfShift = formatIsoMicros((parseIsoMicros(LAST_DAY.from) ?? NaN) + 8.5 * MICROS_PER_HOUR);
    const change = { kind: 'calendar-removal' as const, scope: 'site:pond-1', validFrom: halfOfShift };
    expectProblem(await member.attempt('proposeChange', { ...ofProject, body: { change: { ...change, scope: 'site:pond-2' }, reason: '不再单独排班' } }), { status: 404, code: 'not-found', field: 'scope' });
    const { id: c, before } = await member.call('proposeChange', { ...ofProject, body: { change, reason: '不再单独排班' } });
    expect(before).toMatchObject({ exemptions: [{ reason: '清塘消毒' }] });
    expect(before).not.toHaveProperty('wider');
    expect(await officer.call('decideChange', { params: { p, c }, body: approval() })).toMatchObject({ status: 'accepted', change });
    expect(await counted()).toEqual([['lathe-1', 30, 24], ['lathe-2', 36, 24]]);
    const calendars = async () => (await member.call('readCalendar', ofProject)).items;
    expect((await calendars()).find(({ scope }) => scope === 'site:pond-1')).toMatchObject({ wider: true, validFrom: halfOfShift, plannedTime: contract.plannedTime, earlier: [{ plannedTime: { exemptions: [{ reason: '清塘消毒' }] } }] });
    const again = await ask('site:pond-1');
    expect(again.before).toMatchObject({ wider: true });
    expect(await officer.call('decideChange', { params: { p, c: again.id }, body: approval() })).toMatchObject({ status: 'accepted' });
    expect(await counted()).toEqual([['lathe-1', 24, 24], ['lathe-2', 36, 24]]);
    expect((await calendars()).find(({ scope }) => scope === 'site:pond-1')).not.toHaveProperty('wider');
  });

  it('an assessment carries the calendars, and its verifier refuses another', async () => {
    const { id: a } = await officer.call('createAssessment', { ...ofProject, body: { from: PERIOD.from, to: PERIOD.to, note: '验收' } });
    const { bytes } = await member.succeed('readBundle', { params: { p, a } });
    const path = join(directory, 'bundle.zip');
    await writeFile(path, bytes);
    const { verified, rows } = await verifyBundle(new Blob([Uint8Array.from(bytes)]));
    expect([verified, rows[0]?.devices]).toEqual([true, ['lathe-1']]);
    const files = await readFiles(path);
    const [name, content] = [...files].find(([file]) => file.endsWith('data/contract.json')) as [string, Uint8Array];
    files.set(name, new TextEncoder().encode(new TextDecoder().decode(content).replace('site:pond-1', 'site:pond-2')));
    expect(await verifyBundle(await rezipped(files))).toMatchObject({ verified: false, findings: expect.arrayContaining([expect.objectContaining({ code: 'file-changed', file: 'data/contract.json' })]) });
  });
});
