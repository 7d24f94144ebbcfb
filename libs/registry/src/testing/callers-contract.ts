import { createHash } from 'node:crypto';
import type { DeclaredFigure, LedgerAsset, ProjectContract } from '@yanshou/telemetry';
import { MICROS_PER_HOUR, ManualClock } from '@yanshou/telemetry';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiTokenRecord, EvidenceFile, UserRecord } from '../records.js';
import type { Registry } from '../registry.js';
import { device, deviceClass, project } from './registry-contract.js';

const START = 1_800_000_000_000_000;
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const user = (id: string, change: Partial<UserRecord> = {}): UserRecord =>
  ({ id, name: '张三', role: 'officer', scope: ['programme:workshop'], passwordHash: 'scrypt$x', disabled: false, mustChangePassword: false, ...change });
const token = (id: string, change: Partial<ApiTokenRecord> = {}): ApiTokenRecord =>
  ({ id, name: 'script', role: 'member', scope: ['project:p'], madeBy: 'officer', madeAt: START, secretHash: hash(id), revoked: false, ...change });
const figure = (id: string, change: Partial<DeclaredFigure> = {}): DeclaredFigure => ({
  project: 'p', id, indicator: 'new-economic-benefit', purpose: 'own', quantity: 'sales-income', amount: 12.5, unit: '万元', sourceKind: 'entered',
  status: 'submitted', statedBy: 'member', statedAt: START, ...change,
});
const file = (id: string, change: Partial<EvidenceFile> = {}): EvidenceFile => ({
  project: 'p', id, kind: 'paper', title: '专利', fileName: 'a.pdf', mediaType: 'application/pdf', bytes: 3, sha256: hash(id), status: 'submitted', submittedBy: 'member',
  submittedAt: START, ...change,
});

/** What every database must do with callers, figures and pages of devices. */
export function callersContract(name: string, factory: (clock: ManualClock) => Promise<{ registry: Registry }>): void {
  describe(`callers and figures over ${name}`, () => {
    const clock = new ManualClock(START);
    let registry: Registry;
    beforeAll(async () => {
      ({ registry } = await factory(clock));
      for (const id of ['p', 'q']) {
        await registry.saveProject(project(id));
        await registry.saveClass(id, deviceClass);
      }
      for (const id of ['officer', 'other']) expect((await registry.addUser(user(id))).ok).toBe(true);
    }, 180_000);
    afterAll(() => registry.close());

    it('takes a user once, with a scope that fits the role', async () => {
      expect(await registry.addUser(user('officer', { name: 'x' }))).toMatchObject({ ok: false, reason: { code: 'duplicate', field: 'id' } });
      expect(await registry.user('officer')).toEqual(user('officer'));
      expect(await registry.user('nobody')).toBeUndefined();
      expect(await registry.saveUser(user('m', { role: 'member' }))).toMatchObject({ ok: false, reason: { field: 'scope' } });
      expect(await registry.saveUser(user('a', { role: 'admin' }))).toMatchObject({ ok: false, reason: { field: 'scope' } });
      expect((await registry.users()).map(({ id }) => id)).toEqual(['officer', 'other']);
    });

    it('knows a session until it ends, is closed, or its user is disabled', async () => {
      const end = clock.now() + MICROS_PER_HOUR;
      expect((await registry.openSession('s1', 'officer', 'session', end)).ok).toBe(true);
      expect(await registry.openSession('s2', 'nobody', 'session', end)).toMatchObject({ ok: false, reason: { code: 'unknown' } });
      expect(await registry.session('s1')).toEqual({ user: user('officer'), expiresAt: end });
      await registry.saveUser(user('officer', { disabled: true }));
      expect(await registry.session('s1')).toBeUndefined();
      await registry.saveUser(user('officer'));
      clock.set(end);
      expect(await registry.session('s1')).toBeUndefined();
      clock.set(end - 1);
      await registry.extendSession('s1', end + MICROS_PER_HOUR);
      clock.set(end + 1);
      expect((await registry.session('s1'))?.expiresAt).toBe(end + MICROS_PER_HOUR);
      await registry.closeSession('s1');
      expect(await registry.session('s1')).toBeUndefined();
    });

    it('ends the other sessions of a user and nobody else\'s', async () => {
      const end = clock.now() + MICROS_PER_HOUR;
      for (const [id, who] of [['a', 'officer'], ['b', 'officer'], ['c', 'other']] as const) await registry.openSession(id, who, 'session', end);
      expect(await registry.closeSessionsOf('officer', 'a')).toBe(1);
      expect((await Promise.all(['a', 'b', 'c'].map((id) => registry.session(id)))).map((found) => found?.user.id)).toEqual(['officer', undefined, 'other']);
    });

    it('exchanges a login link for a session once, whoever tries', async () => {
      const end = clock.now() + MICROS_PER_HOUR;
      await registry.openSession('link', 'officer', 'link', end);
      expect(await registry.session('link')).toBeUndefined();
      const got = await Promise.all(['x', 'y', 'z'].map((id) => registry.exchangeLink('link', id, end)));
      expect(got.filter((open) => open !== undefined).map((open) => open?.user.id)).toEqual(['officer']);
      expect(await registry.exchangeLink('a', 'w', end)).toBeUndefined();
      await registry.openSession('old-link', 'officer', 'link', clock.now());
      expect(await registry.exchangeLink('old-link', 'v', end)).toBeUndefined();
    });

    it('knows an API token until it ends, is revoked, or its maker is disabled', async () => {
      expect((await registry.saveApiToken(token('t1'))).ok).toBe(true);
      expect(await registry.apiTokenOf(hash('t1'))).toEqual({ token: token('t1'), maker: user('officer') });
      expect(await registry.apiTokenOf(hash('t2'))).toBeUndefined();
      await registry.saveUser(user('officer', { disabled: true }));
      expect(await registry.apiTokenOf(hash('t1'))).toBeUndefined();
      await registry.saveUser(user('officer'));
      await registry.saveApiToken(token('t1', { revoked: true }));
      expect(await registry.apiTokenOf(hash('t1'))).toBeUndefined();
      await registry.saveApiToken(token('t3', { expiresAt: clock.now() + 1 }));
      expect((await registry.apiTokenOf(hash('t3')))?.token.id).toBe('t3');
      clock.advance(1);
      expect(await registry.apiTokenOf(hash('t3'))).toBeUndefined();
      expect((await registry.apiTokens()).map(({ id }) => id)).toEqual(['t1', 't3']);
      expect(await registry.saveApiToken(token('t4', { madeBy: 'nobody' }))).toMatchObject({ ok: false });
    });

    it('lets figures be decided once, by another person than who stated them', async () => {
      expect((await registry.saveFigure(figure('f'))).ok).toBe(true);
      expect(await registry.decideFigure('p', 'f', 'accepted', { who: 'member' })).toMatchObject({ ok: false, reason: { code: 'same-person', field: 'decision' } });
      expect(await registry.decideFigure('p', 'f', 'accepted', { who: 'officer' })).toEqual({ ok: true, value: figure('f', { status: 'accepted', decidedBy: 'officer' }) });
      expect(await registry.decideFigure('p', 'f', 'rejected', { who: 'officer' })).toMatchObject({ ok: false, reason: { code: 'duplicate' } });
      expect(await registry.decideFigure('p', 'none', 'accepted', { who: 'officer' })).toMatchObject({ ok: false, reason: { code: 'unknown' } });
      expect(await registry.decideFigure('q', 'f', 'accepted', { who: 'officer' })).toMatchObject({ ok: false, reason: { code: 'unknown' } });
      expect(await registry.figures('p')).toEqual([figure('f', { status: 'accepted', decidedBy: 'officer' })]);
      expect(await registry.figures('q')).toEqual([]);
    });

    it('accepts an input of a formula only with a file that nobody rejected, and then keeps the file', async () => {
      for (const id of ['good', 'bad']) expect((await registry.saveEvidence(file(id))).ok).toBe(true);
      expect((await registry.decideEvidence('p', 'bad', 'rejected', { who: 'officer' })).ok).toBe(true);
      for (const [id, change] of [['bare', {}], ['on-bad', { evidence: 'bad' }], ['on-good', { evidence: 'good' }]] as const) expect((await registry.saveFigure(figure(id, { purpose: 'baseline', ...change }))).ok).toBe(true);
      const needed = { ok: false, reason: { code: 'evidence-required', field: 'evidence' } };
      for (const id of ['bare', 'on-bad']) expect(await registry.decideFigure('p', id, 'accepted', { who: 'officer' })).toMatchObject(needed);
      expect((await registry.decideFigure('p', 'bare', 'rejected', { who: 'officer' })).ok).toBe(true);
      expect((await registry.decideFigure('p', 'on-good', 'accepted', { who: 'officer' })).ok).toBe(true);
      expect(await registry.decideEvidence('p', 'good', 'rejected', { who: 'officer' })).toMatchObject({ ok: false, reason: { code: 'in-use', field: 'decision' } });
      expect((await registry.decideEvidence('p', 'good', 'accepted', { who: 'officer' })).ok).toBe(true);
    });

    it('withdraws an accepted figure by two people, and keeps what it was', async () => {
      expect((await registry.saveFigure(figure('w'))).ok).toBe(true);
      expect(await registry.askWithdrawal('p', 'w', '笔误', { who: 'member' })).toMatchObject({ ok: false, reason: { code: 'duplicate', field: 'figure' } });
      await registry.decideFigure('p', 'w', 'accepted', { who: 'officer' });
      expect(await registry.decideWithdrawal('p', 'w', 'accepted', { who: 'officer' })).toMatchObject({ ok: false, reason: { code: 'unknown' } });
      expect(await registry.askWithdrawal('p', 'none', '笔误', { who: 'member' })).toMatchObject({ ok: false, reason: { code: 'unknown' } });
      for (const decision of ['rejected', 'accepted'] as const) {
        expect(await registry.askWithdrawal('p', 'w', '笔误', { who: 'member' })).toMatchObject({ ok: true, value: { status: 'accepted', withdrawal: { reason: '笔误', askedBy: 'member', status: 'submitted' } } });
        expect(await registry.askWithdrawal('p', 'w', '又', { who: 'member' })).toMatchObject({ ok: false, reason: { code: 'duplicate' } });
        expect(await registry.decideWithdrawal('p', 'w', decision, { who: 'member' })).toMatchObject({ ok: false, reason: { code: 'same-person' } });
        expect(await registry.decideWithdrawal('p', 'w', decision, { who: 'officer' })).toMatchObject({ ok: true, value: { amount: figure('w').amount, status: decision === 'accepted' ? 'withdrawn' : 'accepted', withdrawal: { decidedBy: 'officer', status: decision } } });
      }
      expect(await registry.askWithdrawal('p', 'w', '再', { who: 'member' })).toMatchObject({ ok: false, reason: { code: 'duplicate' } });
      expect(await registry.saveFigure(figure('w', { amount: 14 }))).toMatchObject({ ok: false, reason: { code: 'duplicate' } });
    });

    it('changes no stated figure, and takes none of a missing file or project', async () => {
      expect((await registry.saveFigure(figure('g'))).ok).toBe(true);
      expect(await registry.saveFigure(figure('g', { amount: 13 }))).toMatchObject({ ok: false, reason: { code: 'duplicate' } });
      expect(await registry.saveFigure(figure('h', { decidedBy: 'member', status: 'accepted' }))).toMatchObject({ ok: false, reason: { code: 'same-person' } });
      expect(await registry.saveFigure(figure('h', { evidence: 'none' }))).toMatchObject({ ok: false, reason: { code: 'unknown-reference', field: 'evidence' } });
      expect(await registry.saveFigure(figure('h', { project: 'ghost' }))).toMatchObject({ ok: false, reason: { field: 'project' } });
      expect(await registry.saveFigure(figure('h', { sourceKind: 'collected' as 'entered' }))).toMatchObject({ ok: false, reason: { field: 'sourceKind' } });
    });

    it('lets evidence be decided likewise', async () => {
      expect((await registry.addEvidence(file('e'))).ok).toBe(true);
      expect(await registry.addEvidence(file('e', { title: 'x' }))).toMatchObject({ ok: false, reason: { code: 'duplicate' } });
      expect(await registry.decideEvidence('p', 'e', 'rejected', { who: 'member' })).toMatchObject({ ok: false, reason: { code: 'same-person' } });
      expect((await registry.decideEvidence('p', 'e', 'rejected', { who: 'officer' })).ok).toBe(true);
      expect(await registry.evidenceFile('p', 'e')).toEqual(file('e', { status: 'rejected', decidedBy: 'officer' }));
    });

    it('takes one paper of a number and of a file, whoever comes at once, and finds it in other projects', async () => {
      const paper = (id: string, change: Partial<EvidenceFile> = {}) => file(id, { kind: 'record', number: 'No 7', numberKey: 'NO7', ...change });
      const both = await Promise.all(['x', 'y'].map((id) => registry.addEvidence(paper(id))));
      expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
      expect(both.find(({ ok }) => !ok)).toMatchObject({ reason: { code: 'duplicate', field: 'number' } });
      const kept = both[0]?.ok === true ? 'x' : 'y';
      expect(await registry.addEvidence(paper('z', { sha256: hash(kept), number: 'No 8', numberKey: 'NO8' }))).toMatchObject({ ok: false, reason: { code: 'duplicate', field: 'file' } });
      expect(await registry.addEvidence(paper('z', { numberKey: 'NO9' }))).toMatchObject({ ok: false, reason: { field: 'numberKey' } });
      expect((await registry.addEvidence(paper('far', { project: 'q' }))).ok).toBe(true);
      expect((await registry.evidenceElsewhere('p')).map(({ by, own, other }) => [by, own.id, other.project, other.id])).toEqual([['number', kept, 'q', 'far']]);
      await registry.decideEvidence('q', 'far', 'rejected', { who: 'officer' });
      expect([await registry.evidenceElsewhere('p'), await registry.evidenceElsewhere('q')]).toEqual([[], []]);
      expect(await registry.decideEvidence('p', kept, 'accepted', { who: 'officer' }, true)).toMatchObject({ ok: true, value: { originalSeenBy: 'officer' } });
    });

    it('holds an item that is counted to the contract: its units and its term', async () => {
      const item = (change: Partial<EvidenceFile> = {}) =>
        file(hash(JSON.stringify(change)).slice(0, 8), { kind: 'patent', number: 'P 1', numberKey: 'P1', owner: '甲公司', issuer: '专利局', legalState: 'applied', datedAt: START - 5, ...change });
      const contract: ProjectContract = {
        project: 'p', programme: 'workshop', direction: 'P1.1.1', targets: [], window: { from: START - 100, to: START }, networkedThreshold: 0.8, minimumPlatformCoverage: 0.9, plannedTime: { zone: 'Asia/Shanghai', shifts: [] },
      };
      const refused = async (change: Partial<EvidenceFile> = {}) => { const answer = await registry.addEvidence(item(change)); return answer.ok ? 'taken' : `${answer.reason.code} ${answer.reason.field}`; };
      expect(await refused()).toBe('not-a-unit owner');
      expect((await registry.saveContract({ ...contract, units: [{ name: '甲 公司', role: 'lead' }] })).ok).toBe(true);
      expect([await refused({ owner: '乙公司' }), await refused({ datedAt: START }), await refused({ datedAt: START - 101 })]).toEqual(['not-a-unit owner', 'outside-term datedAt', 'outside-term datedAt']);
      expect([await refused(), await refused({ title: '又一份' })]).toEqual(['taken', 'duplicate number']);
    });

    it('notes who accepted a device as intelligent, and under which number; only of one that has a ground', async () => {
      await registry.addDevices('q', [device('cnc', { intelligent: true, intelligentGround: '数控系统带网络接口' }), device('plain', { intelligent: false })]);
      const approved = (id: string, number = '认定 1 号') => registry.approveIntelligence('q', id, number, { who: 'officer' });
      expect([await approved('nobody'), await approved('plain'), await approved('cnc', ' ')]).toMatchObject(['unknown', 'invalid', 'invalid'].map((code) => ({ ok: false, reason: { code } })));
      expect(await approved('cnc')).toMatchObject({ ok: true });
      const [cnc, plain] = (await registry.devices('q', '', 100)).filter(({ id }) => id === 'cnc' || id === 'plain');
      expect([cnc?.intelligentApproval, plain?.intelligentApproval]).toEqual([{ number: '认定 1 号', approvedBy: 'officer', approvedAt: expect.any(Number) }, undefined]);
    });

    it('keeps ledgers in versions and swaps for good', async () => {
      const ledger = { project: 'q', fileName: 'a.xlsx', sha256: hash('a'), sheet: '台账' };
      const asset = (assetNumber: string, line: number): LedgerAsset => ({ assetNumber, name: '车床', kind: 'production', state: 'in-use', line });
      expect(await registry.assetLedger('q')).toBeUndefined();
      expect(await registry.addLedger(ledger, [asset('A', 2), asset('B', 10), asset('C', 3)], { who: 'member' })).toMatchObject({ ok: true, value: { version: 1, count: 3, importedBy: 'member' } });
      expect((await registry.assetLedger('q'))?.assets.map(({ line }) => line)).toEqual([2, 3, 10]);
      await registry.addLedger(ledger, [asset('D', 2)], { who: 'member' });
      expect(await registry.assetLedger('q')).toMatchObject({ ledger: { version: 2, count: 1 }, assets: [{ assetNumber: 'D' }] });
      await registry.addDevices('q', [device('m1', { controllerSerial: 'S-1' }), device('m2', { controllerSerial: 'S-2' })]);
      const swap = { project: 'q', principal: 'm1', part: 'controller' as const, newSerial: 'S-9', reason: '损坏', replacedAt: START };
      expect(await registry.addReplacement({ ...swap, newSerial: 's2' }, { who: 'member' })).toMatchObject({ ok: false, reason: { code: 'duplicate', field: 'newSerial' } });
      expect(await registry.addReplacement({ ...swap, principal: 'none' }, { who: 'member' })).toMatchObject({ ok: false, reason: { code: 'unknown' } });
      expect(await registry.addReplacement(swap, { who: 'member' })).toMatchObject({ ok: true, value: { number: 1, oldSerial: 'S-1', newSerial: 'S-9', recordedBy: 'member' } });
      expect((await registry.devices('q', '', 100)).find(({ id }) => id === 'm1')).toMatchObject({ controllerSerial: 'S-9', assetNumber: device('m1').assetNumber });
      expect(await registry.replacements('q')).toMatchObject([{ principal: 'm1', number: 1 }]);
    });

    it('adds devices all or none, never over one that is there, and pages through them by id', async () => {
      const ids = ['Z', 'a', 'b-1', 'b.1', 'b_1', '10', '9'];
      expect((await registry.addDevices('p', ids.map((id) => device(id)))).ok).toBe(true);
      expect(await registry.addDevices('p', [device('new'), device('Z', { nameEn: 'Other' })])).toMatchObject({ ok: false, reason: { code: 'duplicate', field: 'devices[1].id' } });
      await registry.addDevices('q', [device('c')]);
      const sorted = [...ids].sort();
      const pages: string[] = [];
      for (let after = ''; ;) {
        const page = await registry.devices('p', after, 2);
        if (page.length === 0) break;
        expect(page.length).toBeLessThanOrEqual(2);
        pages.push(...page.map(({ id }) => id));
        after = pages.at(-1) as string;
      }
      expect(pages).toEqual(sorted);
      expect(await registry.deviceCount('p')).toBe(ids.length);
      expect(await registry.devices('p', 'b-1', 1)).toEqual([device('b.1')]);
      expect(await registry.classes('p')).toEqual([deviceClass]);
    });

    it('is rebuilt with users, tokens and figures, and without sessions', async () => {
      const { registry: copy } = await factory(clock);
      await registry.openSession('live', 'officer', 'session', clock.now() + MICROS_PER_HOUR);
      expect((await copy.rebuild(await registry.changes(0, 10_000))).ok).toBe(true);
      const state = async (of: Registry): Promise<unknown> => [await of.users(), await of.apiTokens(), await of.figures('p'), await of.evidence('p'), await of.evidenceElsewhere('p'), await of.assetLedger('q'), await of.replacements('q')];
      expect(await state(copy)).toEqual(await state(registry));
      expect(await copy.session('live')).toBeUndefined();
      expect(JSON.stringify(await registry.changes(0, 10_000))).not.toContain('live');
      await copy.close();
    }, 180_000);
  });
}
