import type { Micros } from '@yanshou/telemetry';
import { MICROS_PER_DAY } from '@yanshou/telemetry';
import type { SignalSource } from '../generate-readings.js';
import { draw, hash } from '../model/noise.js';

export const FABRICATIONS = ['flat', 'replayed', 'copied'] as const;
export type Fabrication = (typeof FABRICATIONS)[number];

const SHARE = 0.3;
/** Monday 2026-01-05, ten o'clock in Shanghai: what a frozen device shows for ever. */
const FROZEN_AT: Micros = Date.UTC(2026, 0, 5, 2) * 1_000;
const SEGMENT = 3 * MICROS_PER_DAY;

/** A device as far as fabrication is concerned: who could stand in for it. */
export interface Fabricable {
  readonly id: string;
  readonly classId: string;
}

/**
 * Where fabricated devices take their values from: about a third of the devices, the first that can be fabricated
 * surely. flat: one moment for ever; replayed: the same three days again and again; copied: another device of its class.
 */
export function fabricatedSource(kind: Fabrication, devices: readonly Fabricable[], seed: number): (device: string, at: Micros) => SignalSource {
  const models = new Map<string, string>();
  for (const { id, classId } of devices) if (!models.has(classId)) models.set(classId, id);
  const modelOf = new Map(devices.map(({ id, classId }) => [id, models.get(classId) ?? id]));
  const able = devices.map(({ id }) => id).filter((id) => kind !== 'copied' || modelOf.get(id) !== id);
  const chosen = new Set(able.filter((id, index) => index === 0 || draw(hash(`${seed}/fabricated/${id}`), 0) < SHARE));
  return (device, at) => (chosen.has(device) ? falsified(kind, device, at, modelOf) : { device, at });
}

function falsified(kind: Fabrication, device: string, at: Micros, modelOf: ReadonlyMap<string, string>): SignalSource {
  if (kind === 'flat') return { device, at: FROZEN_AT };
  if (kind === 'replayed') return { device, at: FROZEN_AT + (at % SEGMENT) };
  return { device: modelOf.get(device) ?? device, at };
}
