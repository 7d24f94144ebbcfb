import { fail, ok } from './result.js';
import type { Result } from './result.js';
import type { Micros } from './time.js';

/** Where a project stands between its contract and its end. */
export const LIFE_CYCLE_STATES = {
  'running': { zh: '实施中', en: 'running' },
  'extension-asked': { zh: '申请延期', en: 'extension asked' },
  'due': { zh: '到期待验收', en: 'due' },
  'formal-check': { zh: '形式审查', en: 'formal check' },
  'returned': { zh: '退回补正', en: 'returned' },
  'experts-meeting': { zh: '专家评审', en: "experts' meeting" },
  'rectification': { zh: '整改', en: 'rectification' },
  'passed': { zh: '通过验收', en: 'passed' },
  'failed': { zh: '未通过验收', en: 'failed' },
  'terminated': { zh: '终止', en: 'terminated' },
} as const;
export type LifeCycleState = keyof typeof LIFE_CYCLE_STATES;

/** What has to be recorded with a step. */
export type StepNeed = 'reason' | 'approval' | 'file' | 'until';

export interface LifeCycleStep {
  readonly from: LifeCycleState;
  readonly to: LifeCycleState;
  readonly needs: readonly StepNeed[];
}

const step = (from: LifeCycleState, to: LifeCycleState, ...needs: readonly StepNeed[]): LifeCycleStep => ({ from, to, needs });

/** Every step that there is. An extension that is granted leads back to running with its new end; one that is refused without. */
export const LIFE_CYCLE_STEPS: readonly LifeCycleStep[] = [
  step('running', 'extension-asked', 'reason'),
  step('running', 'due'),
  step('running', 'terminated', 'reason', 'approval'),
  step('extension-asked', 'running', 'approval', 'file', 'until'),
  step('extension-asked', 'due', 'reason'),
  step('extension-asked', 'terminated', 'reason', 'approval'),
  step('due', 'extension-asked', 'reason'),
  step('due', 'formal-check'),
  step('due', 'terminated', 'reason', 'approval'),
  step('formal-check', 'returned', 'reason'),
  step('formal-check', 'experts-meeting'),
  step('returned', 'formal-check'),
  step('returned', 'terminated', 'reason', 'approval'),
  step('experts-meeting', 'passed', 'approval', 'file'),
  step('experts-meeting', 'rectification', 'reason', 'file'),
  step('experts-meeting', 'failed', 'reason', 'approval', 'file'),
  step('rectification', 'experts-meeting'),
  step('rectification', 'failed', 'reason', 'approval'),
  step('rectification', 'terminated', 'reason', 'approval'),
];

/** A step as an officer asks for it. */
export interface StepDraft {
  readonly to: LifeCycleState;
  /** When it took place: not before the step before it, and not to come. */
  readonly at: Micros;
  readonly reason?: string;
  /** Number of the approval or of the experts' opinion. */
  readonly approval?: string;
  /** Id of the evidence file that holds it. */
  readonly file?: string;
  /** The new end of the term that an extension grants. */
  readonly until?: Micros;
}

/** A step as it is kept: never changed, numbered from 1 within its project. */
export interface LifeCycleEvent extends StepDraft {
  readonly project: string;
  readonly number: number;
  readonly from: LifeCycleState;
  readonly who: string;
  readonly recordedAt: Micros;
}

export interface LifeCycleStanding {
  readonly state: LifeCycleState;
  readonly since: Micros;
  /** End of the term, extensions that were granted included. */
  readonly end: Micros;
}

type Term = { readonly from: Micros; readonly to: Micros };

/** Where a project stands at `now`: as its last step left it; a running one whose term has ended is due since that end. */
export function lifeCycleAt(events: readonly Pick<LifeCycleEvent, 'to' | 'at' | 'until'>[], term: Term, now: Micros): LifeCycleStanding {
  const end = events.reduce((latest, { until }) => until ?? latest, term.to);
  const last = events.at(-1);
  const [state, since] = last === undefined ? ['running' as const, term.from] : [last.to, last.at];
  return state === 'running' && now >= end ? { state: 'due', since: end, end } : { state, since, end };
}

export type StepFault =
  | { readonly kind: 'no-such-step'; readonly from: LifeCycleState; readonly allowed: readonly LifeCycleState[] }
  | { readonly kind: 'missing'; readonly field: StepNeed }
  | { readonly kind: 'out-of-order' } | { readonly kind: 'to-come' } | { readonly kind: 'not-later' };

/** The state that the step leaves, or why it cannot be taken. Pure; what is recorded of a step is enough to repeat the check. */
export function checkStep(events: readonly LifeCycleEvent[], draft: StepDraft, term: Term, now: Micros): Result<LifeCycleState, StepFault> {
  if (draft.at > now) return fail({ kind: 'to-come' });
  const last = events.at(-1);
  if (last !== undefined && draft.at < last.at) return fail({ kind: 'out-of-order' });
  const { state: from, end } = lifeCycleAt(events, term, draft.at);
  const found = LIFE_CYCLE_STEPS.find((one) => one.from === from && one.to === draft.to);
  if (found === undefined) return fail({ kind: 'no-such-step', from, allowed: nextStates(from) });
  const field = found.needs.find((need) => draft[need] === undefined);
  if (field !== undefined) return fail({ kind: 'missing', field });
  return draft.until !== undefined && draft.until <= end ? fail({ kind: 'not-later' }) : ok(from);
}

export const nextStates = (from: LifeCycleState): readonly LifeCycleState[] => LIFE_CYCLE_STEPS.filter((one) => one.from === from).map(({ to }) => to);
