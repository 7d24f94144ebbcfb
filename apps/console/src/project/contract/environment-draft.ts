import type { Contract } from '@yanshou/api-schema';
import { AIR_STANDARDS } from '@yanshou/telemetry';

export const WATER_BODIES = ['river', 'lake'] as const;

export const environmentField = (name: keyof NonNullable<Contract['environment']>): string => `contract.environment.${name}`;

/** By which texts air and water are judged, as the form has it; undefined where nothing of it is stated. */
export function environmentOf(form: FormData, before: Contract['environment']): Contract['environment'] {
  const airStandard = AIR_STANDARDS.find((one) => one === form.get(environmentField('airStandard')));
  const waterBody = WATER_BODIES.find((one) => one === form.get(environmentField('waterBody')));
  const salmonid = form.has(environmentField('salmonid')) ? true : before?.salmonid === undefined ? undefined : false;
  const stated = { ...(airStandard && { airStandard }), ...(waterBody && { waterBody }), ...(salmonid !== undefined && { salmonid }) };
  return Object.keys(stated).length === 0 ? undefined : stated;
}
