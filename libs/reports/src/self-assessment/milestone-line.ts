import type { BilingualText, Verdict } from '@yanshou/catalogue';
import { formatIsoMicros, localDay, milestoneStanding } from '@yanshou/telemetry';
import type { Milestone, MilestoneState } from '@yanshou/telemetry';
import type { AssessedYear, DigestOf, SelfAssessmentLine } from './self-assessment.js';

/** Milestones that are due within the year: its end, the first moment after it, included. */
export const milestonesOf = (milestones: readonly Milestone[], { from, to }: Pick<AssessedYear, 'from' | 'to'>): readonly Milestone[] =>
  milestones.filter(({ due }) => due > from && due <= to);

const VERDICT_OF: Readonly<Record<MilestoneState, Verdict>> = { 'done': 'met', 'done-late': 'not-met', 'overdue': 'not-met', 'open': 'insufficient-data' };
const STATE_NAMES: Readonly<Record<MilestoneState, BilingualText>> = {
  'done': { zh: '按期完成', en: 'done in time' }, 'done-late': { zh: '逾期完成', en: 'done late' }, 'overdue': { zh: '逾期未完成', en: 'overdue' }, 'open': { zh: '未到期', en: 'not yet due' },
};

/** The row of a milestone: whether it was done in time, as the project reported it until then. */
export function milestoneLine(milestone: Milestone, year: AssessedYear, digestOf: DigestOf): SelfAssessmentLine {
  const reports = milestone.reports.filter(({ at }) => at <= year.asOf);
  const { state } = milestoneStanding({ due: milestone.due, reports }, year.asOf);
  const verdict = VERDICT_OF[state];
  const reached = state === 'open' ? null : Number(verdict === 'met');
  const day = localDay(milestone.due - 1, year.zone);
  const told = reports.at(-1)?.state;
  const said = (language: 'zh' | 'en'): string => `${STATE_NAMES[state][language]}${told === undefined ? '' : language === 'zh' ? `：${told}` : `: ${told}`}`;
  return {
    row: `milestone.${milestone.id}`, level: 'timeliness', counted: reached,
    planned: { zh: `${milestone.planned}（${day} 前）`, en: `${milestone.planned} (by ${day})` },
    actual: { zh: said('zh'), en: said('en') },
    figure: {
      indicator: `milestone.${milestone.id}`, nameZh: milestone.nameZh, nameEn: milestone.nameEn, clause: MILESTONE_CLAUSE, from: formatIsoMicros(year.from), to: formatIsoMicros(year.to),
      value: reached, unit: '项', numerator: reached, denominator: reached === null ? null : 1, scale: 1, comparator: '>=', target: 1, loweredFrom: null, verdict,
      coverage: null, platformCoverage: null, origin: 'none', origins: [], sourceKind: 'entered', formulaVersion: '1.0.0', reasons: [REPORTED],
      inputsDigest: digestOf({ milestone: { ...milestone, reports }, asOf: year.asOf }),
    },
  };
}

const MILESTONE_CLAUSE = '任务书 进度节点';
const REPORTED: BilingualText = { zh: '由项目单位填报的进展', en: 'progress as the project reported it' };
