import type { BilingualText, IndicatorDefinition, InputName } from '@yanshou/catalogue';
import { MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { ContractTarget, ProjectContract } from '@yanshou/telemetry';
import { definitionFor } from './contract-indicator.js';
import type { EvaluationContext } from './evaluation-context.js';
import { lostInLegs } from './lost-sessions.js';
import { measure } from './measurement.js';
import type { Measurement } from './measurement.js';

type OwnWindow = NonNullable<ContractTarget['window']>;

const STOCK_INPUTS: readonly InputName[] = ['inventory', 'minute-masks', 'networked-threshold'];

/** A stock figure that can be taken of a part of the period: devices judged by the networked rule, from their minutes alone. */
export const isStock = (definition: IndicatorDefinition): boolean =>
  definition.computed && (definition.windowRoles ?? []).length === 0 && definition.inputs.some(({ name }) => name === 'networked-threshold') &&
    definition.inputs.every(({ name }) => STOCK_INPUTS.includes(name));

/** The own window that the contract fixes for a stock figure; undefined where it fixes none. */
export function ownWindow(indicatorId: string, contract: ProjectContract): OwnWindow | undefined {
  const own = contract.targets.find(({ indicator }) => indicator === indicatorId)?.window;
  const definition = own === undefined ? undefined : definitionFor(indicatorId, contract);
  return definition !== undefined && isStock(definition) ? own : undefined;
}

const KNOWN = new WeakMap<Measurement, Map<string, Measurement>>();

/**
 * What an indicator is computed from: the measurement, or the part of it that the contract fixes for this figure. Where the
 * period judged does not touch that part, the whole period; `ownWindowNotes` then says so.
 */
export function measurementFor(indicatorId: string, measurement: Measurement): Measurement {
  const span = judgedSpan(indicatorId, measurement.context.contract);
  if (span === undefined) return measurement;
  const known = KNOWN.get(measurement) ?? new Map<string, Measurement>();
  KNOWN.set(measurement, known);
  const key = `${span.from} ${span.to}`;
  const part = known.get(key) ?? measure(contextOver(measurement.context, span));
  known.set(key, part);
  return part;
}

function judgedSpan(indicatorId: string, contract: ProjectContract): OwnWindow | undefined {
  const own = ownWindow(indicatorId, contract);
  const span = own && { from: Math.max(own.from, contract.window.from), to: Math.min(own.to, contract.window.to) };
  return span !== undefined && span.from < span.to ? span : undefined;
}

function contextOver(context: EvaluationContext, span: OwnWindow): EvaluationContext {
  const { platformSilence, lostSessions } = context;
  const contract = { ...context.contract, window: { ...context.contract.window, ...span } };
  return { ...context, contract, ...(lostSessions && { lostSessions: lostInLegs(lostSessions, contract) }), ...(platformSilence === undefined ? {} : { platformCoverage: heardIn(span, platformSilence) }) };
}

function heardIn({ from, to }: OwnWindow, silence: NonNullable<EvaluationContext['platformSilence']>): EvaluationContext['platformCoverage'] {
  const [first, end] = [Math.floor(from / MICROS_PER_MINUTE), Math.ceil(to / MICROS_PER_MINUTE)];
  const silent = silence.reduce((sum, span) => sum + Math.max(0, Math.min(span.to, end) - Math.max(span.from, first)), 0);
  return { covered: end - first - silent, total: end - first };
}

/** What a reader has to know of a figure with an own window: that it is of that window, of a part of it, or not of it at all. */
export function ownWindowNotes(indicatorId: string, { window, ...contract }: ProjectContract): readonly BilingualText[] {
  const own = ownWindow(indicatorId, { window, ...contract });
  if (own === undefined) return [];
  if (window.from === own.from && window.to === own.to) return [OF_OWN_WINDOW];
  return [window.from >= own.from && window.to <= own.to ? PART_OF_OWN_WINDOW : NOT_OF_OWN_WINDOW];
}

const OF_OWN_WINDOW: BilingualText = { zh: '按任务书为本指标约定的时段核算；所用读数条数为整个核算时段的', en: "over the window that the contract fixes for this figure; the number of readings is that of the whole period assessed" };
const PART_OF_OWN_WINDOW: BilingualText = { zh: '仅为任务书为本指标约定时段的一部分：阶段性数值', en: 'over a part only of the window that the contract fixes for this figure: an interim value' };
const NOT_OF_OWN_WINDOW: BilingualText = { zh: '不是任务书为本指标约定的时段：阶段性数值，不代表考核结果', en: 'not over the window that the contract fixes for this figure: an interim value, not the one to be judged by' };
