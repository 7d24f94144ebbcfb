import { describe, expect, it } from '@jest/globals';
import type { Contract, ProjectDetail } from '@yanshou/api-schema';
import fc from 'fast-check';
import { detailOf } from '../../../dev/mock-projects.js';
import { ApiProblem } from '../../api/problem.js';
import { contractOf, isUnreadable, otherTermsOf, percentOf, placed, shareOf } from './contract-draft.js';
import { daysOf } from './period-days.js';
import { linesOf } from './target-lines.js';
import { changesBetween } from './version-changes.js';

const { zone, contract } = detailOf('workshop') as ProjectDetail & { contract: Contract };
const ENERGY: Contract['energy'] = { definition: 'regression', factors: [{ device: 'm-1', metric: 'kWh', kgcePerUnit: 0.1229, carrier: 'electricity', evidence: 'e1' }, { device: 'm-1', metric: 'gas', kgcePerUnit: 1.2 }], model: { temperature: true } };
const BEFORE: Contract = { ...contract, lateDeliveryHours: 24, energy: ENERGY, environment: { airStandard: 'HJ 633-2026', salmonid: false }, cost: { prices: [] }, plannedTime: { ...contract.plannedTime, shifts: [{ start: '08:00', end: '17:00', weekdays: [1, 2] }], holidays: ['2026-10-01'], days: ['2026-10-02'] } };

/** The form as it stands when it is opened. */
function opened(before: Contract): FormData {
  const form = new FormData();
  const set = (name: string, value: string | undefined): void => form.set(`contract.${name}`, value ?? '');
  for (const name of ['window', 'baseline', 'term'] as const) for (const [end, day] of Object.entries(daysOf(before[name], zone))) set(`${name}.${end}`, day);
  set('networkedThreshold', percentOf(before.networkedThreshold));
  set('minimumPlatformCoverage', percentOf(before.minimumPlatformCoverage));
  set('lateDeliveryHours', before.lateDeliveryHours?.toString());
  for (const [index, { name, role }] of (before.units ?? []).entries()) for (const [field, value] of Object.entries({ name, role, creditCode: '' })) set(`units[${index}].${field}`, value);
  for (const [name, value] of environmentalEntries(before)) set(name, value);
  form.set('shifts', '08:00-17:00 1,2');
  form.set('holidays', '2026-10-01');
  return form;
}

/** Fields of energy, air and water. */
const environmentalEntries = ({ energy, environment }: Contract): (readonly [name: string, value: string | undefined])[] => [
  ['energy.definition', energy?.definition],
  ...(energy?.factors ?? []).flatMap((factor, index) => (['device', 'metric', 'kgcePerUnit', 'carrier', 'evidence'] as const).map((field) => [`energy.factors[${index}].${field}`, factor[field]?.toString()] as const)),
  ...(['airStandard', 'waterBody'] as const).map((name) => [`environment.${name}`, environment?.[name]] as const),
];
const drafted = (form: FormData, before: Contract | null = BEFORE) => contractOf(form, { before, lines: linesOf(BEFORE.targets, zone), direction: BEFORE.direction, batch: before?.batch ?? '', zone });

describe('a contract as its form has it', () => {
  it('is what it was where nothing is touched: what the form does not show stays', () => {
    const after = drafted(opened(BEFORE)) as Contract;
    expect(changesBetween(BEFORE, after, 'key', 'zh')).toEqual({ targets: [], terms: [] });
    expect(otherTermsOf(after)).toEqual(['cost', 'days']);
  });

  it('an emptied field is gone, and the version says what changed', () => {
    const form = opened(BEFORE);
    for (const name of ['baseline.from', 'baseline.to', 'lateDeliveryHours']) form.set(`contract.${name}`, '');
    expect(changesBetween(BEFORE, drafted(form) as Contract, 'key', 'zh')).toEqual({ targets: [], terms: ['baseline', 'lateDeliveryHours'] });
  });

  it('energy without a definition and factors is gone; factors or a model without a definition are left for the platform to refuse', () => {
    const form = opened(BEFORE);
    form.set('contract.energy.definition', '');
    expect((drafted(form) as Contract).energy).toEqual({ ...ENERGY, definition: '' });
    const { factors: _, ...modelled } = ENERGY as NonNullable<Contract['energy']>;
    const ofModel = opened({ ...BEFORE, energy: modelled });
    ofModel.set('contract.energy.definition', '');
    expect(drafted(ofModel, { ...BEFORE, energy: modelled })).toMatchObject({ energy: { definition: '', model: { temperature: true } } });
    const unmodelled: Contract = { ...BEFORE, energy: { definition: 'reduction' } };
    const cleared = opened(unmodelled);
    cleared.set('contract.energy.definition', '');
    expect(drafted(cleared, unmodelled)).not.toHaveProperty('energy');
    const emptied = opened({ ...BEFORE, energy: undefined, environment: undefined });
    emptied.set('contract.environment.salmonid', 'on');
    const { energy, environment } = drafted(emptied, { ...BEFORE, energy: undefined }) as Contract;
    expect([energy, environment]).toEqual([undefined, { salmonid: true }]);
  });

  it('says which line of the planned time cannot be read', () => {
    const form = opened(BEFORE);
    form.set('shifts', '08:00-17:00\n8 to 5');
    const read = drafted(form, null);
    expect([isUnreadable(read), read]).toEqual([true, { what: 'shifts', line: 2, text: '8 to 5' }]);
  });

  it('per cents lose nothing and gain no noise', () => {
    expect([percentOf(0.57), percentOf(0.289), shareOf('57'), shareOf('28.9')]).toEqual(['57', '28.9', 0.57, 0.289]);
    fc.assert(fc.property(fc.integer({ min: 0, max: 1_000_000 }), (millionths) => expect(shareOf(percentOf(millionths / 1_000_000))).toBe(millionths / 1_000_000)));
  });

  it('a fault of a period is shown where it ends', () => {
    const problem = (field: string): ApiProblem => new ApiProblem({ code: 'invalid', status: 400, detail: { zh: '', en: '' }, field, lines: [] });
    expect([placed(problem('contract.baseline')).view.field, placed(problem('contract.window.from')).view.field, placed(problem('approval')).view.field]).toEqual(['contract.baseline.to', 'contract.window.from', 'approval']);
  });
});

describe('what a version changed', () => {
  it('names targets with what they were and are, whatever the order of their fields', () => {
    const [first, ...rest] = BEFORE.targets as [Contract['targets'][number], ...Contract['targets']];
    const after = { ...BEFORE, plannedTime: Object.fromEntries(Object.entries(BEFORE.plannedTime).toReversed()) as unknown as Contract['plannedTime'], targets: [...rest.slice(1), { ...first, value: 60, approval: '津科 2 号' }] };
    expect(changesBetween(BEFORE, after, 'key', 'zh')).toEqual({
      targets: [{ indicator: 'networked-device-ratio', before: '≥ 70 % · key', after: '≥ 60 % · key · 津科 2 号' }, { indicator: 'ip-applications', before: '≥ 3 件', after: null }], terms: [],
    });
  });
});
