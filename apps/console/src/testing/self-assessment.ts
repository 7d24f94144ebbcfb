import type { SelfAssessmentRowView, SelfAssessmentView } from '@yanshou/api-schema';
import { aRow } from './rows.js';

type Figure = SelfAssessmentRowView['figure'];

export const aScoredRow = (row: string, given: Partial<SelfAssessmentRowView> = {}): SelfAssessmentRowView => ({
  row, level: 'quality', area: { zh: '产出指标', en: 'output' }, levelName: { zh: '质量指标', en: 'quality' }, planned: { zh: '≥ 70 %', en: '≥ 70 %' }, actual: { zh: '60.00 % (3/5)', en: '60.00 % (3/5)' },
  figure: aRow({ indicator: row }) as unknown as Figure, weight: 45, score: 38.57, deviation: '', proposed: { weight: 45, score: 38.57 }, explanationDue: true, ...given,
});

export const aSelfAssessment = (given: Partial<SelfAssessmentView> = {}): SelfAssessmentView => ({
  project: { id: 'p', nameZh: '车间', nameEn: 'workshop', zone: 'Asia/Shanghai' }, year: 2026, asOf: '2026-11-01T00:00:00Z', state: 'draft', version: 1, who: 'member', at: '2026-11-02T00:00:00Z', reason: null,
  rows: [
    aScoredRow('a'), aScoredRow('b', { score: null, proposed: { weight: 45, score: null } }),
    aScoredRow('budget-execution', { level: null, weight: 10, score: 10, explanationDue: false, proposed: { weight: 10, score: 10 } }),
  ],
  totals: { weight: 100, score: null }, faults: [{ code: 'score-missing', row: 'b', zh: '“b”尚未评分', en: '“b” has no score' }], stamps: [], digest: null, ...given,
});
