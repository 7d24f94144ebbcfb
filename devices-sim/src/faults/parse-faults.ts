import { Failure } from '@yanshou/telemetry';
import type { SimulatedMessage } from '../message.js';
import { sequence } from '../model/noise.js';
import { flood, garbage, wrongClock } from './content.fault.js';
import type { Fabrication } from './fabricated.fault.js';
import { FABRICATIONS } from './fabricated.fault.js';
import type { Fault } from './fault.js';
import { duplicate, late, lostConnection, outOfOrder } from './transport.fault.js';

/** In the order in which they are applied: what a device does wrong first, what the network does to it last. */
const FAULTS: ReadonlyMap<string, Fault> = new Map([
  ['wrong-clock', wrongClock], ['garbage', garbage], ['flood', flood],
  ['late', late], ['out-of-order', outOfOrder], ['duplicate', duplicate], ['lost-connection', lostConnection],
]);

export const FAULT_NAMES: readonly string[] = [...FAULTS.keys(), ...FABRICATIONS.map((kind) => `fabricated:${kind}`)];

/** Faults of a run, ready to be applied. */
export interface FaultPlan {
  readonly fabrication?: Fabrication;
  /** Distorts the messages of one principal; lazy, so that endless runs can be distorted too. */
  distort(messages: Iterable<SimulatedMessage>): Iterable<SimulatedMessage>;
}

/** Reads `a,b,…`; throws the Failure `unknown-fault`. The same seed distorts the same messages. */
export function parseFaults(text: string, seed: number): FaultPlan {
  const names = text.split(',').map((name) => name.trim()).filter((name) => name !== '');
  for (const name of names) if (!FAULT_NAMES.includes(name)) throw unknownFault(name);
  const fabrications = FABRICATIONS.filter((kind) => names.includes(`fabricated:${kind}`));
  if (fabrications.length > 1) throw unknownFault(fabrications.map((kind) => `fabricated:${kind}`).join(','));
  const chosen = [...FAULTS].filter(([name]) => names.includes(name));
  return {
    ...(fabrications[0] === undefined ? {} : { fabrication: fabrications[0] }),
    distort: (messages) => chosen.reduce((stream, [name, fault]) => applied(fault, name, stream, seed), messages),
  };
}

/** The principal is known with its first message only; until then nothing is drawn. */
function* applied(fault: Fault, name: string, messages: Iterable<SimulatedMessage>, seed: number): Generator<SimulatedMessage> {
  let principal = '';
  function* noting(): Generator<SimulatedMessage> {
    for (const message of messages) {
      principal = `${message.project}/${message.principal}`;
      yield message;
    }
  }
  let next: (() => number) | undefined;
  yield* fault(noting(), () => (next ??= sequence(`${seed}/${name}/${principal}`))());
}

function unknownFault(name: string): Failure {
  const known = FAULT_NAMES.join(', ');
  return new Failure('unknown-fault', `no fault "${name}", or not together`, false, {
    zh: `可用故障：${known}；伪造类只能选一种`, en: `faults are: ${known}; of the fabricated ones only one at a time`,
  });
}
