import { describe, expect, it } from '@jest/globals';
import { INDICATORS, findIndicator } from '@yanshou/catalogue';
import type { DeclaredFigure, MetricRole, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { isMeteredGain, meteredGains } from './metered-gains.js';

const GAINS = ['production-efficiency-gain', 'defect-rate-reduction', 'energy-utilisation-gain', 'distribution-efficiency-gain', 'operating-cost-reduction', 'remote-management-coverage', 'networked-device-ratio'];
const inventoryOf = (...roles: MetricRole[]) => ({ classes: [{ id: 'c', metrics: roles.map((role) => ({ name: role, role })) }], devices: [{ id: 'd', classId: 'c' }] }) as unknown as ProjectInventory;
const contractOf = (more: Partial<ProjectContract> = {}) => ({ baseline: { from: 0, to: 1 }, targets: GAINS.map((indicator) => ({ indicator })), ...more }) as ProjectContract;
const efficiency = (definition: 'labour-hours' | 'oee' | 'machine-hours') => ({ efficiency: { definition, standards: [] } });
const of = (contract: ProjectContract, roles: readonly MetricRole[], figures: readonly object[] = []): readonly string[] => [...meteredGains(contract, inventoryOf(...roles), figures as readonly DeclaredFigure[])];

describe('gains that telemetry alone answers', () => {
  it.each<readonly [string, Partial<ProjectContract>, readonly MetricRole[], readonly string[]]>([
    ['nothing metered', {}, [], []],
    ['labour hours, by default', {}, ['good-quantity', 'labour-time'], ['production-efficiency-gain']],
    ['labour hours that nobody meters', {}, ['good-quantity', 'production-state'], []],
    ['OEE', efficiency('oee'), ['good-quantity'], ['production-efficiency-gain']],
    ['machine hours', efficiency('machine-hours'), ['good-quantity', 'production-state'], ['production-efficiency-gain']],
    ['scrap of what is inspected', {}, ['scrap-quantity', 'inspected-quantity'], ['defect-rate-reduction']],
    ['energy of good pieces', {}, ['energy', 'good-quantity'], ['energy-utilisation-gain']],
    ['energy of all pieces', {}, ['energy', 'produced-quantity'], ['energy-utilisation-gain']],
    ['energy of nothing', {}, ['energy'], []],
    ['deliveries by vehicle hours', {}, ['delivery-quantity', 'vehicle-time'], ['distribution-efficiency-gain']],
    ['turnover by vehicle hours', {}, ['freight-turnover', 'vehicle-time'], ['distribution-efficiency-gain']],
    ['costs, of which a part is always declared', {}, ['energy', 'material'], []],
    ['no baseline', { baseline: undefined as never }, ['energy', 'good-quantity'], []],
  ])('%s', (_, contract, roles, expected) => {
    expect(of(contractOf(contract), roles)).toEqual(expected);
  });

  it('are none of which an accepted figure stands for a leg; one that nobody accepted, or of another purpose, does not', () => {
    const figure = (more: object) => ({ indicator: 'energy-utilisation-gain', purpose: 'baseline', status: 'accepted', ...more });
    const told = (more: object) => of(contractOf(), ['energy', 'good-quantity'], [figure(more)]);
    expect([told({}), told({ status: 'submitted' }), told({ purpose: 'audited' }), told({ indicator: 'defect-rate-reduction' })].map(({ length }) => length)).toEqual([0, 1, 1, 1]);
  });

  it.each(Object.getOwnPropertyNames(Object.prototype))('an indicator of the contract may be called %s: it is none of them', (indicator) => {
    const targets = [...GAINS, indicator].map((id) => ({ indicator: id })) as unknown as ProjectContract['targets'];
    expect(of(contractOf({ targets }), ['energy', 'good-quantity'])).toEqual(['energy-utilisation-gain']);
    expect(isMeteredGain(indicator)).toBe(false);
  });

  it('are mixed by kind, and read quantities of both legs', () => {
    const metered = INDICATORS.map(({ id }) => id).filter(isMeteredGain);
    expect(metered).toHaveLength(4);
    for (const id of metered) expect(findIndicator(id)).toMatchObject({ kind: 'mixed', computed: true, inputs: expect.arrayContaining([expect.objectContaining({ name: 'role-quantities' })]) });
  });
});
