import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { settingsOf } from '../administration/administration-view.js';
import type { Settings } from '../administration/administration-view.js';
import { SETTINGS } from '../../dev/mock-platform.js';
import { templateOf } from '../../dev/mock-programme.js';
import { directionsOf } from './directions.js';
import { rowsOf, targetOf, withTarget, withoutTarget } from './targets-view.js';
import type { ProgrammeTarget } from './targets-view.js';

const target = fc.record({
  direction: fc.constantFrom('P1.1.1', 'P1.1.2'), indicator: fc.constantFrom('a', 'b'), comparator: fc.constant('>=' as const), value: fc.integer(), unit: fc.constant('%'), clause: fc.constant('S000'),
  batches: fc.option(fc.constantFrom<string[]>(['1'], ['1', '2'], ['2', '1']), { nil: undefined }),
}).map(({ batches, ...rest }): ProgrammeTarget => (batches === undefined ? rest : { ...rest, batches }));
const placeOf = ({ direction, indicator, batches = [] }: ProgrammeTarget): string => [direction, indicator, ...batches.toSorted()].join(' ');
const settingsWith = (targets: ProgrammeTarget[]): Settings => ({ ...SETTINGS, targets });
const unique = fc.uniqueArray(target, { selector: placeOf });

describe('the default targets in the settings', () => {
  it('one that is set stands in its place, and every other one as it was', () => {
    fc.assert(fc.property(unique, target, (targets, next) => {
      const before = targets.find((one) => placeOf(one) === placeOf(next));
      const { settings, entry } = withTarget(settingsWith(targets), before, next);
      const at = Number(/\d+/.exec(entry ?? '')?.[0]);
      expect(settings.targets?.[at]).toEqual(next);
      expect(settings.targets?.toSpliced(at, 1)).toEqual(targets.filter((one) => one !== before));
    }));
  });

  it('one that is set back is gone, and no other', () => {
    fc.assert(fc.property(unique.filter(({ length }) => length > 0), (targets) => {
      const [first, ...rest] = targets as [ProgrammeTarget, ...ProgrammeTarget[]];
      expect(withoutTarget(settingsWith(targets), first).targets).toEqual(rest);
    }));
  });

  it('are none of the fields of the settings’ own form', () => {
    expect(Object.keys(settingsOf(new FormData()))).not.toContain('targets');
  });

  it('of a batch that is looked at by itself, what holds for all is not changed', () => {
    const set: ProgrammeTarget[] = [{ direction: 'P1.1.1', indicator: 'ip-applications', comparator: '>=', value: 5, unit: '件', clause: 'S000' }];
    const row = (batch: string, targets = set) => rowsOf(templateOf('P1.1.1'), targets, batch).find(({ indicator }) => indicator === 'ip-applications');
    expect([row('')?.changed, row('2018-1')?.own, row('2018-1')?.changed]).toEqual([set[0], set[0], undefined]);
    const own = { ...(set[0] as ProgrammeTarget), value: 6, batches: ['2018-1'] };
    expect([row('2018-1', [...set, own])?.changed, row('', [...set, own])?.changed]).toEqual([own, set[0]]);
    expect(rowsOf(templateOf('P1.1.1'), set, '').map(({ target: value, documentTarget, loweredFrom }) => [value, documentTarget, loweredFrom])).toEqual([[70, 70, null], [5, 3, null], [15, 20, 20], [null, null, null]]);
  });

  it('reads a target of its form; without batches it holds for all', () => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ comparator: '>', value: '72.5', clause: ' S000 一 ', approval: ' ', batches: '' })) form.set(name, value);
    const place = { direction: 'P1.1.1', indicator: 'a', unit: '%' };
    expect(targetOf(form, place)).toEqual({ ...place, comparator: '>', value: 72.5, clause: 'S000 一' });
    form.set('batches', '2018-1，2018-2');
    form.set('approval', '津科 1 号');
    expect(targetOf(form, place)).toMatchObject({ batches: ['2018-1', '2018-2'], approval: '津科 1 号' });
  });

  it('finds the directions of a programme, none of one that the catalogue lacks', () => {
    expect(directionsOf([{ id: 'P1', directions: [{ id: 'P1.1.1', nameZh: '车间', nameEn: 'workshop' }] }, { id: 'P2' }], 'P1').map(({ id }) => id)).toEqual(['P1.1.1']);
    expect([directionsOf([{ id: 'P2' }], 'P2'), directionsOf([], 'P1')]).toEqual([[], []]);
  });
});
