import type { Result } from '@yanshou/telemetry';

export type AssessmentFaultCode = 'project-unknown' | 'contract-missing' | 'period-inverted' | 'period-in-future' | 'period-too-long' | 'period-outside-window' | 'period-overlaps-baseline';

/** Why no assessment can be made: which field, and what to do, in both languages. */
export interface AssessmentFault {
  readonly code: AssessmentFaultCode;
  readonly field: string;
  readonly zh: string;
  readonly en: string;
}

export type AssessmentOutcome<T> = Result<T, AssessmentFault>;

export const PROJECT_UNKNOWN: AssessmentFault = {
  code: 'project-unknown', field: 'p', zh: '没有这个项目，请核对项目编号', en: 'there is no such project: check its id',
};
export const CONTRACT_MISSING: AssessmentFault = {
  code: 'contract-missing', field: 'p', zh: '项目尚无任务书（合同书），请先登记任务书再核算', en: 'the project has no contract yet: enter it before assessing',
};
