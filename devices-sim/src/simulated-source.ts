import type { Micros } from '@yanshou/telemetry';
import { MICROS_PER_MILLISECOND, MICROS_PER_SECOND } from '@yanshou/telemetry';
import { MESSAGE_LIMITS, batchElements } from './batch-elements.js';
import { MAX_MESSAGE_VALUES, boundElementBytes } from './encode-message.js';
import type { ElementSpan, SignalSource } from './generate-readings.js';
import { DAY_BATCH, batchNumber, elementsOf } from './generate-readings.js';
import type { DeviceElements, MessageSource, SimulatedElement, SimulatedMessage } from './message.js';
import type { SimulatedAsset } from './model/asset.js';
import { assetsOf } from './model/asset.js';
import type { DemonstrationProject } from './demonstration-project.js';
import { scenarioNamed } from './scenarios/index.js';

export interface ReadingsOptions {
  /** from ≤ source time < to. */
  readonly from: Micros;
  readonly to: Micros;
  readonly seed: number;
  /** Elements of one such span of local time travel in one message; a day when absent, 0 for one element a message. */
  readonly batch?: Micros;
  /** Time between two elements of a device in place of its class's own. */
  readonly interval?: Micros;
  /** Replaces what a device measures: see the fabricated faults. */
  readonly source?: (device: string, at: Micros) => SignalSource;
}

const SEND_DELAY = MICROS_PER_SECOND;

/** The messages of a simulated project, principal by principal; never-connecting assets are no principals. */
export function simulatedSource(project: DemonstrationProject, options: ReadingsOptions): MessageSource {
  const scenario = scenarioNamed(project.id);
  const assets = assetsOf(scenario, project.inventory.devices.length).filter(({ group }) => group.behaviour !== 'never-connects');
  const span: ElementSpan = {
    project: project.id, from: options.from, to: options.to, seed: options.seed, shifts: scenario.shifts,
    ...(options.interval === undefined ? {} : { interval: options.interval }),
    ...(options.source === undefined ? {} : { source: options.source }),
  };
  const carried = new Map<string, SimulatedAsset[]>();
  for (const asset of assets) {
    const principal = asset.group.gateway ?? asset.id;
    carried.set(principal, [...(carried.get(principal) ?? []), asset]);
  }
  return {
    project: project.id,
    principals: [...carried.keys()],
    messagesOf: (principal) => messagesOf(principal, carried.get(principal) ?? [], span, options.batch ?? DAY_BATCH),
  };
}

/**
 * Messages of a simulated project; each device's in time order, the principals one after the other. The same project,
 * span and seed give the same messages whatever the speed at which they are sent.
 */
export function* readings(project: DemonstrationProject, options: ReadingsOptions): Generator<SimulatedMessage> {
  const source = simulatedSource(project, options);
  for (const principal of source.principals) yield* source.messagesOf(principal);
}

function* messagesOf(principal: string, assets: readonly SimulatedAsset[], span: ElementSpan, batch: Micros): Generator<SimulatedMessage> {
  const isGateway = assets[0]?.group.gateway !== undefined;
  const runs = assets.map((asset) => ({ device: asset.id, runs: new Lookahead(batchRuns(elementsOf(asset, span), batch)) }));
  for (;;) {
    const number = Math.min(...runs.map((run) => run.runs.head?.number ?? Infinity));
    if (number === Infinity) return;
    const pieces: DeviceElements[] = [];
    for (const { device, runs: own } of runs) {
      if (own.head?.number !== number) continue;
      for (const elements of batchElements(own.take().elements)) pieces.push({ device, elements });
    }
    const frame = { project: span.project, principal, topicKind: isGateway ? ('gateway' as const) : ('device' as const) };
    for (const payload of pack(pieces)) yield { ...frame, payload, dueAt: dueAt(payload) };
  }
}

interface BatchRun {
  readonly number: number;
  readonly elements: readonly SimulatedElement[];
}

function* batchRuns(elements: Iterable<SimulatedElement>, batch: Micros): Generator<BatchRun> {
  let run: { number: number; elements: SimulatedElement[] } | undefined;
  for (const element of elements) {
    const number = batch === 0 ? Number(element.ts) : batchNumber(element, batch);
    if (run !== undefined && run.number !== number) {
      yield run;
      run = undefined;
    }
    run ??= { number, elements: [] };
    run.elements.push(element);
  }
  if (run !== undefined) yield run;
}

/** Pieces of several children into as few gateway messages as the limits allow; a child stands in a message once. */
function* pack(pieces: readonly DeviceElements[]): Generator<readonly DeviceElements[]> {
  let payload: DeviceElements[] = [];
  let bytes = 0;
  let values = 0;
  for (const piece of pieces) {
    const pieceBytes = piece.elements.reduce((sum, element) => sum + boundElementBytes(element), 0);
    const pieceValues = piece.elements.reduce((sum, element) => sum + Object.keys(element.values).length, 0);
    const full = bytes + pieceBytes > MESSAGE_LIMITS.bytes || values + pieceValues > MAX_MESSAGE_VALUES;
    if (payload.length > 0 && (full || payload.some(({ device }) => device === piece.device))) {
      yield payload;
      payload = [];
      bytes = 0;
      values = 0;
    }
    payload.push(piece);
    bytes += pieceBytes;
    values += pieceValues;
  }
  if (payload.length > 0) yield payload;
}

const dueAt = (payload: readonly DeviceElements[]): Micros =>
  Math.max(...payload.map(({ elements }) => Number(elements.at(-1)?.ts ?? 0))) * MICROS_PER_MILLISECOND + SEND_DELAY;

/** A generator whose next value can be looked at. */
class Lookahead {
  head: BatchRun | undefined;

  constructor(private readonly runs: Generator<BatchRun>) {
    this.advance();
  }

  take(): BatchRun {
    const taken = this.head as BatchRun;
    this.advance();
    return taken;
  }

  private advance(): void {
    const next = this.runs.next();
    this.head = next.done === true ? undefined : next.value;
  }
}
