import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ManualClock } from '@yanshou/telemetry';
import type { Registry } from '../registry.js';
import { device, deviceClass, project } from './registry-contract.js';

/** What every database of the registry must do for machines that are in two projects. */
export function devicesLikeContract(name: string, factory: (clock: ManualClock) => Promise<{ registry: Registry }>): void {
  describe(`machines of one number over ${name}`, () => {
    let registry: Registry;
    const alike = async (of: string) => (await registry.devicesLike(of)).map((one) => [one.project, one.device.id]);
    beforeAll(async () => {
      ({ registry } = await factory(new ManualClock(1_800_000_000_000_000)));
      for (const id of ['p', 'q', 'r']) {
        await registry.saveProject(project(id));
        await registry.saveClass(id, deviceClass);
      }
      await registry.addDevices('p', [
        device('lathe', { assetNumber: '', factorySerial: 'SN 2018-0001' }), device('mill', { assetNumber: 'ZL 77' }), device('named', { assetNumber: '机床 一号' }), device('none', { assetNumber: '' }), device('own', { assetNumber: 'zl-77' }),
      ]);
      await registry.addDevices('q', [device('x', { assetNumber: 'Q1', factorySerial: 'ｓｎ2018 0001' }), device('other', { assetNumber: 'Q2', factorySerial: 'SN20180002' }), device('blank', { assetNumber: '' })]);
      await registry.addDevices('r', [device('y', { assetNumber: '77' }), device('z', { assetNumber: '机床一号' }), device('w', { assetNumber: '机床二号' })]);
    }, 180_000);
    afterAll(() => registry.close());

    it('are found however the number is spelt, and nothing is found by a number that is not there', async () => {
      expect(await alike('p')).toEqual([['q', 'x'], ['r', 'y'], ['r', 'z']]);
      expect(await alike('q')).toEqual([['p', 'lathe']]);
      expect(await alike('r')).toEqual([['p', 'mill'], ['p', 'named'], ['p', 'own']]);
      expect(await alike('nowhere')).toEqual([]);
    });
  });
}
