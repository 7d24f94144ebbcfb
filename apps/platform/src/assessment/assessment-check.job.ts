import { createHash } from 'node:crypto';
import { NotYet } from '@yanshou/jobs';
import type { Job, JobWindow } from '@yanshou/jobs';
import type { Registry, WindowResult } from '@yanshou/registry';
import { Failure } from '@yanshou/telemetry';
import type { Clock } from '@yanshou/telemetry';
import type { IndicatorEvaluator } from '../indicators/indicator-evaluator.js';
import { LATE_GRACE_MICROS } from '../jobs/late-grace.js';
import { standingOf } from './assessment-standing.js';
import { latestOf } from './latest-of.js';

export const CHECK_JOB = 'assessment-check';
const AUTHOR = { who: 'system' };

export interface AssessmentCheckParts {
  readonly registry: Pick<Registry, 'assessmentHeads' | 'assessment' | 'assessmentChecks' | 'saveAssessmentCheck'>;
  readonly evaluator: Pick<IndicatorEvaluator, 'assessed' | 'isEndOpen'>;
  readonly clock: Clock;
}

/**
 * Makes an issued assessment anew beside it and keeps whether it still holds. Its period is a window of the ledger, so that
 * late and replayed readings make it due as they do any other. The assessment never changes; whether a restatement is issued,
 * and with which words, is the officer's to decide and to sign.
 */
export class AssessmentCheckJob implements Job<WindowResult> {
  readonly id = CHECK_JOB;
  readonly unit = 'term';
  readonly graceMicros = LATE_GRACE_MICROS;

  constructor(private readonly parts: AssessmentCheckParts) {}

  async run(window: JobWindow & { readonly causes?: number }): Promise<WindowResult> {
    const { registry, evaluator, clock } = this.parts;
    const { project, causes: touched = 0 } = window;
    const head = latestOf(await registry.assessmentHeads(project)).find(({ from, to }) => from === window.from && to === window.to);
    if (head === undefined) return { inputsDigest: digestOf('') };
    if (await evaluator.isEndOpen(project, window)) throw new NotYet('核算时段末尾之后尚无平台心跳 / no heartbeat of the platform at or after the end of the period yet');
    const [assessment, checks, assessed] = await Promise.all([registry.assessment(project, head.id), registry.assessmentChecks(project), evaluator.assessed(project, window)]);
    if (assessment === undefined || assessed === undefined) return { inputsDigest: digestOf('') };
    const before = checks.find((check) => check.assessment === head.id);
    const saved = await registry.saveAssessmentCheck(standingOf(assessment, before, { ...assessed, touched, now: clock.now() }), AUTHOR);
    if (!saved.ok) throw new Failure('assessment-check-not-saved', saved.reason.en, true, { zh: saved.reason.zh, en: saved.reason.en });
    return { inputsDigest: digestOf(assessed.rows.map((row) => `${row.indicator} ${row.inputsDigest}\n`).join('')) };
  }
}

const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
