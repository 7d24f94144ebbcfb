import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { expectProblem } from '../../platform-under-test/expect-problem.js';
import { newPerson, startWithAdministrator } from '../../platform-under-test/people.js';
import { RawClient } from '../../platform-under-test/raw-client.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { ledgerForm, workbook, workbookForm } from '../../platform-under-test/workbook.js';
import { CLASS, CONTRACT, DEVICE, PERIOD, PROJECT, READINGS } from '../../platform-under-test/workshop.js';

const p = PROJECT.id;
const params = { p };

describe('assets', () => {
  let platform: TestPlatform;
  let [admin, member] = [] as unknown as [ApiClient, ApiClient];
  let secret = '';

  beforeAll(async () => {
    ({ platform, admin } = await startWithAdministrator());
    await admin.call('createProgramme', { body: { id: 'P1', nameZh: '计划', nameEn: 'programme' } });
    await admin.call('createProject', { body: { ...PROJECT, contract: CONTRACT } });
    member = await newPerson(admin, 'member', 'member', [`project:${p}`]);
    await member.call('saveClass', { params, body: CLASS });
    ({ secret } = await member.call('createDevice', { params, body: { ...DEVICE, controllerSerial: 'CNC-OLD' } }));
    await member.call('createDevice', { params, body: { ...DEVICE, id: 'lathe-2', assetNumber: 'A-2', controllerSerial: 'CNC-2' } });
    await member.call('saveGateway', { params, body: { id: 'box', nameZh: '网关', nameEn: 'gateway', children: ['lathe-2'] } });
  }, 180_000);
  afterAll(() => platform.dispose());

  describe('the fixed-asset ledger', () => {
    it('is not there at first: the inventory alone says what the denominator is', async () => {
      expect(await member.call('readReconciliation', { params })).toEqual({ ledger: null, matched: 0, equipment: { inventory: 2, byLedger: null }, findings: [] });
    });

    it.each<[string, () => FormData, number, string, string]>([
      ['no workbook', () => workbookForm(Uint8Array.from([1, 2, 3])), 400, 'malformed-sheet', 'file'], ['no file', () => new FormData(), 400, 'invalid', 'file'],
      ['a bomb', () => workbookForm(workbook([['资产编号', '资产名称']], { 'xl/zeros.xml': new Uint8Array(201 * 1024 * 1024) })), 413, 'too-large', 'file'],
      ['another sheet', () => workbookForm(workbook([['资产编号', '资产名称'], ['A', 'B']]), { sheet: '没有' }), 400, 'invalid', 'sheet'],
      ['a faulty line', () => ledgerForm(['A-1', '车床', '机器设备', '丢了']), 400, 'invalid', 'state'], ['a number twice', () => ledgerForm(['A-1', '车床', '机器设备', '在用'], ['A1', '车床', '机器设备', '在用']), 409, 'duplicate', 'assetNumber'],
    ])('with %s is refused and leaves nothing behind', async (_, body, status, code, field) => {
      expectProblem(await member.attempt('importLedger', { params, body: body() }), { status, code, field });
      expect([(await member.call('readReconciliation', { params })).ledger, readdirSync(join(platform.directory, 'tmp'))]).toEqual([null, []]);
    }, 120_000);

    it('is compared with the inventory both ways, each difference with its effect on the denominator', async () => {
      const body = ledgerForm(['A-1', '数控车床', '机器设备', '报废'], ['A-3', '加工中心', '机器设备', '闲置'], ['A-4', '办公电脑', '电子设备', '在用']);
      const made = await member.call('importLedger', { params, body });
      expect(made).toMatchObject({ ledger: { version: 1, sheet: '台账', count: 3, importedBy: 'member', fileName: '固定资产.xlsx' }, matched: 1, equipment: { inventory: 2, byLedger: 1 } });
      expect(made.findings.map(({ code, effect, device, asset }) => [code, effect, device?.id, asset?.assetNumber])).toEqual([
        ['scrapped', -1, 'lathe-1', 'A-1'], ['not-in-ledger', -1, 'lathe-2', undefined], ['not-listed', 1, undefined, 'A-3'],
      ]);
      expect(await admin.call('readReconciliation', { params })).toEqual(made);
    });

    it('of a later import takes its place', async () => {
      await member.call('importLedger', { params, body: ledgerForm(['A-1', '车床', '机器设备', '在用'], ['A-2', '车床', '机器设备', '在用']) });
      expect(await member.call('readReconciliation', { params })).toMatchObject({ ledger: { version: 2 }, matched: 2, equipment: { inventory: 2, byLedger: 2 }, findings: [] });
    });
  });

  describe('a controller that is swapped', () => {
    const swap = { newSerial: 'CNC-NEW', reason: '主板损坏', replacedAt: PERIOD.from };
    const send = async (by: string, readings: readonly (typeof READINGS)[number][]): Promise<void> => {
      const device = await RawClient.open(platform.mqttPort, { username: `${p}/${DEVICE.id}`, password: by });
      await device.publishAcknowledged(telemetryTopic(p, DEVICE.id), JSON.stringify(readings.map(({ ts, temperature }) => ({ ts, values: { temperature } }))), 1);
      device.close();
      await platform.settle(p);
    };

    it('keeps asset number and readings: old and new count for the one asset, and the old secret ends', async () => {
      await send(secret, READINGS.slice(0, 18));
      const answer = await member.call('replaceController', { params: { p, d: DEVICE.id }, body: swap });
      expect(answer.replacement).toMatchObject({ principal: DEVICE.id, part: 'controller', number: 1, assetNumber: DEVICE.assetNumber, oldSerial: 'CNC-OLD', newSerial: 'CNC-NEW', recordedBy: 'member', reason: '主板损坏' });
      const old = await RawClient.open(platform.mqttPort, { username: `${p}/${DEVICE.id}`, password: secret });
      expect(old.connackCode).not.toBe(0);
      old.close();
      await send(answer.secret, READINGS.slice(18));
      const { items, counts } = await member.call('listDevices', { params });
      expect([counts.total, items.find(({ id }) => id === DEVICE.id)]).toMatchObject([2, { assetNumber: DEVICE.assetNumber, controllerSerial: 'CNC-NEW', messages: 2 }]);
      const rows = (await member.call('readIndicators', { params, query: { at: PERIOD.to } })).items;
      expect(rows.find(({ indicator }) => indicator === 'connected-equipment')).toMatchObject({ value: 1, devices: [DEVICE.id], readings: READINGS.length });
    });

    it('leaves its record for good, and a gateway likewise', async () => {
      const again = await member.call('replaceController', { params: { p, d: DEVICE.id }, body: { ...swap, newSerial: 'CNC-3' } });
      expect(again.replacement).toMatchObject({ number: 2, oldSerial: 'CNC-NEW' });
      const box = await member.call('replaceGateway', { params: { p, d: 'box' }, body: { ...swap, newSerial: 'GW-2' } });
      expect(box.replacement).toMatchObject({ part: 'gateway', number: 1, assetNumber: null, oldSerial: null, newSerial: 'GW-2' });
      expect((await admin.call('listReplacements', { params })).items.map(({ principal, number, oldSerial, newSerial }) => [principal, number, oldSerial, newSerial])).toEqual([
        [DEVICE.id, 1, 'CNC-OLD', 'CNC-NEW'], [DEVICE.id, 2, 'CNC-NEW', 'CNC-3'], ['box', 1, null, 'GW-2'],
      ]);
      expect((await member.call('listGateways', { params })).items).toMatchObject([{ id: 'box', children: ['lathe-2'] }]);
    });

    it.each<[string, string, object, number, string, string]>([
      ['a number that another device bears', DEVICE.id, { newSerial: 'cnc 2' }, 409, 'duplicate', 'newSerial'], ['its own number', 'lathe-2', { newSerial: 'CNC-2' }, 409, 'duplicate', 'newSerial'],
      ['a day to come', DEVICE.id, { replacedAt: '2099-01-01T00:00:00Z' }, 400, 'invalid', 'replacedAt'], ['no reason', DEVICE.id, { reason: ' ' }, 400, 'invalid', 'reason'],
      ['no letter in its number', DEVICE.id, { newSerial: '——' }, 400, 'invalid', 'newSerial'], ['a device that is not there', 'none', {}, 404, 'not-found', 'id'],
    ])('with %s is refused', async (_, d, change, ...[status, code, field]) => {
      expectProblem(await member.attempt('replaceController', { params: { p, d }, body: { ...swap, newSerial: 'CNC-9', ...change } }), { status, code, field });
    });
  });
});
