import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ManualClock } from '@yanshou/telemetry';
import type { FrozenChange, InventoryDevice } from '@yanshou/telemetry';
import type { Registry } from '../registry.js';
import { ACCEPTED, approvalPaper } from './approval-paper.js';
import { device, deviceClass, project } from './registry-contract.js';

const NOW = 1_800_000_000_000_000;
const [wang, li, zhao] = ['wang', 'li', 'zhao'].map((who) => ({ who })) as [{ who: string }, { who: string }, { who: string }];
const lathe = (facts: Partial<InventoryDevice> = {}): InventoryDevice => device('lathe', { intelligent: true, intelligentGround: '数控系统带网络接口', factorySerial: 'SN-1', ...facts });

/** What every database of the registry must do for who accepts that a device is intelligent. */
export function intelligenceContract(name: string, factory: (clock: ManualClock) => Promise<{ registry: Registry }>): void {
  describe(`intelligent devices over ${name}`, () => {
    const clock = new ManualClock(NOW);
    let registry: Registry;
    const approve = (who: { who: string }, number = '认定 1 号') => registry.approveIntelligence('p', 'lathe', number, who);
    const approval = async (): Promise<unknown> => (await registry.devices('p', '', 10)).find(({ id }) => id === 'lathe')?.intelligentApproval?.number;
    let requests = 0;
    /** Asked for by one, accepted by another. */
    const change = async (to: FrozenChange, by = wang, decider = li): Promise<void> => {
      const id = `c${(requests += 1)}`;
      clock.advance(1_000);
      expect(await registry.proposeChange('p', { id, change: to, reason: '更正' }, by)).toMatchObject({ ok: true });
      expect(await registry.decideChange('p', id, ACCEPTED, decider)).toMatchObject({ ok: true });
    };
    beforeAll(async () => {
      ({ registry } = await factory(clock));
      await registry.saveProject(project('p'));
      await registry.saveEvidence(approvalPaper('p'));
      await registry.saveClass('p', deviceClass);
      await registry.saveClass('p', { ...deviceClass, id: 'other' });
      await registry.addDevices('p', [lathe()], wang);
    }, 180_000);
    afterAll(() => registry.close());

    it('are not approved by who entered or last changed them, and nobody enters an approval', async () => {
      expect(await approve(wang)).toMatchObject({ ok: false, reason: { code: 'same-person', field: 'device' } });
      const forged = lathe({ intelligentApproval: { number: '伪', approvedBy: 'li', approvedAt: NOW } });
      expect(await registry.saveDevices('p', [{ ...forged, assetNumber: 'A-2' }], li)).toMatchObject({ ok: true });
      expect([await approval(), await approve(li), await approve(wang)]).toMatchObject([undefined, { ok: false, reason: { code: 'same-person' } }, { ok: false, reason: { code: 'same-person' } }]);
      expect(await approve(zhao)).toMatchObject({ ok: true });
      expect(await approval()).toBe('认定 1 号');
    });

    it('keep the approval over a change of a frozen device that is not its ground', async () => {
      expect(await registry.saveFreeze('p', NOW, li)).toMatchObject({ ok: true });
      expect(await registry.proposeChange('p', { id: 'early', change: { kind: 'device', device: lathe({ nameZh: '车床甲' }) }, reason: '更正名称' }, wang)).toMatchObject({ ok: true });
      // Another approval between asking and deciding is no change of what was asked about.
      expect(await approve(zhao, '认定 2 号')).toMatchObject({ ok: true });
      expect(await registry.decideChange('p', 'early', ACCEPTED, li)).toMatchObject({ ok: true });
      await change({ kind: 'device', device: lathe({ nameZh: '车床甲', commissionedAt: 1 }) });
      await change({ kind: 'class', deviceClass: { ...deviceClass, nameEn: 'renamed', metrics: [...deviceClass.metrics, { ...deviceClass.metrics[0], name: 'further', role: undefined } as never] } });
      expect(await registry.saveDevices('p', [lathe({ nameZh: '车床甲', commissionedAt: 1 })])).toMatchObject({ ok: true });
      expect(await approval()).toBe('认定 2 号');
    });

    it.each<[string, FrozenChange]>([
      ['the ground', { kind: 'device', device: lathe({ intelligentGround: '另一依据' }) }], ['the class', { kind: 'device', device: lathe({ classId: 'other' }) }],
      ['the machine itself', { kind: 'device', device: lathe({ factorySerial: 'SN-2' }) }], ['its kind', { kind: 'device', device: lathe({ assetKind: 'vehicle' }) }],
      ['the points of its class', { kind: 'class', deviceClass: { ...deviceClass, metrics: deviceClass.metrics.slice(1) } }],
    ])('need another one when %s changes, by somebody else than who asked for the change', async (_what, to) => {
      await change({ kind: 'class', deviceClass });
      await change({ kind: 'device', device: lathe({ nameZh: '车床乙' }) });
      expect(await approve(zhao, '认定 3 号')).toMatchObject({ ok: true });
      await change(to);
      expect(await approval()).toBeUndefined();
      expect(await approve(wang)).toMatchObject({ ok: false, reason: { code: 'same-person' } });
      expect(await approve(li, '认定 4 号')).toMatchObject({ ok: true });
      await change({ kind: 'device', device: lathe() });
    });

    it('tell who said what of them when', async () => {
      const steps = await registry.intelligenceSteps('p', 'lathe');
      expect(steps.slice(0, 6).map(({ step, who, number, acceptedBy, request }) => [step, who, number ?? acceptedBy, request])).toEqual([
        ['stated', 'wang', undefined, undefined], ['stated', 'li', undefined, undefined], ['approved', 'zhao', '认定 1 号', undefined], ['approved', 'zhao', '认定 2 号', undefined],
        ['stated', 'wang', 'li', 'early'], ['stated', 'wang', 'li', 'c1'],
      ]);
      const ended = steps.findIndex(({ step, number }) => step === 'lapsed' && number === '认定 3 号');
      expect([steps[ended - 1], steps[ended], steps[ended + 1]]).toMatchObject([{ step: 'stated', ground: '另一依据' }, { step: 'lapsed', who: 'li' }, { step: 'approved', who: 'li', number: '认定 4 号', ground: '另一依据' }]);
      expect(steps.map(({ at }) => at)).toEqual(steps.map(({ at }) => at).sort((left, right) => left - right));
      expect(await registry.intelligenceSteps('p', 'nobody')).toEqual([]);
    });
  });
}
