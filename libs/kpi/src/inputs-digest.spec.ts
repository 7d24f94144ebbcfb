import { describe, expect, it } from '@jest/globals';
import { COMPUTED_INDICATORS } from '@yanshou/catalogue';
import type { InventoryDevice } from '@yanshou/telemetry';
import { evaluateAll } from './evaluate.js';
import { contextOf, device, inventoryOf } from './testing/context.js';

const accepted = (number: string) => device('M1', { intelligentApproval: { number, approvedBy: 'officer', approvedAt: 0 } });
const { intelligentApproval: _, ...STATED } = device('M1');

const digestsOf = (one: InventoryDevice): ReadonlyMap<string, string> =>
  new Map(evaluateAll(contextOf({ inventory: inventoryOf([one]) }), COMPUTED_INDICATORS.map(({ id }) => id)).map((row) => [`${row.indicator} ${row.formulaVersion}`, row.inputsDigest]));

describe('an inputs digest', () => {
  // As bundles carry them that were issued before approvals were read: a change here is a bundle that no verifier confirms any more.
  it.each([
    ['networked-device-ratio 1.2.0', 'sha256:79ffa2b63aacbe81653a4c1cf9b9453cab0302cf286f6eeeace1458b28ed8093'],
    ['connected-equipment 1.2.0', 'sha256:f33809e89e585997f20c196e0d6fe1d51cece552a3a7f144e1a53355529572cc'],
    ['storage-and-analysis 2.1.0', 'sha256:33a79f39f6059802a8766f2e6162f45a148f5326730ccaf43348290713a75a93'],
    ['overall-equipment-effectiveness 1.3.0', 'sha256:338eee5afec05e467e1552ddca575c1ee627f801beb68b12b27f605bd8dd1369'],
  ])('of %s is the one that was issued, whatever was accepted of a device', (version, digest) => {
    expect([digestsOf(accepted('认定 1 号')).get(version), digestsOf(STATED).get(version)]).toEqual([digest, digest]);
  });

  it('is another by an approval and its number for the indicator that reads it, and for no other', () => {
    const [stated, first, second] = [digestsOf(STATED), digestsOf(accepted('认定 1 号')), digestsOf(accepted('认定 2 号'))];
    const differing = (other: ReadonlyMap<string, string>) => [...first].filter(([version, digest]) => other.get(version) !== digest).map(([version]) => version);
    expect([differing(stated), differing(second)]).toEqual([['intelligent-equipment-ratio 1.1.0'], ['intelligent-equipment-ratio 1.1.0']]);
  });
});
