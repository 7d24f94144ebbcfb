import { parseIsoMicros } from '@yanshou/telemetry';
import type { Milestone, ProjectMoneyRecord, SelfAssessmentVersion } from '@yanshou/telemetry';
import { assessedYear } from '../self-assessment/assessed-year.js';
import { buildSelfAssessment } from '../self-assessment/build-self-assessment.js';
import type { SelfAssessmentFacts } from '../self-assessment/build-self-assessment.js';
import type { SelfAssessmentTable } from '../self-assessment/self-assessment.js';
import { sampleRows } from './sample-project.js';

const at = (text: string): number => parseIsoMicros(text) ?? NaN;
const ZONE = 'Asia/Shanghai';
export const SAMPLE_YEAR = assessedYear(2026, ZONE, at('2027-03-01T00:00:00+08:00'));

const step = (id: string, due: string, reported?: string): Milestone => ({
  project: 'workshop', id, nameZh: `节点 ${id}`, nameEn: `step ${id}`, planned: '设备到货 <script>', due: at(due), changes: [],
  reports: reported === undefined ? [] : [{ state: '=HYPERLINK("http://x")', done: true, asOf: at(reported), who: 'member', at: at(reported) }],
});

/** In 分: planned for 2026 are 1 000 000 yuan, of which 800 000 are carried out. */
export const sampleMoney = (audited: readonly string[] = ['50000000', '30000000']): ProjectMoneyRecord => ({
  project: 'workshop', applicant: { code: '91120000X', name: '某公司' }, districtMatching: null, construction: { from: '2025-01-01' }, statedBy: 'member', statedAt: 0,
  items: [['i0', '2025-05-01'], ['i1', '2026-02-01'], ['i2', '2026-12-31']].map(([id = '', investedOn = '']) => ({ id, line: 'equipment', kind: 'eligible', investedOn, budget: '50000000', requested: '0' })),
  sources: [{ year: 2025, own: '1', programme: '0' }, { year: 2026, own: '80000000', programme: '20000000' }],
  audit: { named: false, evidence: 'paper', who: 'officer', at: 0, amounts: audited.map((amount, index) => ({ item: `i${index + 1}`, audited: amount })) },
});

/** Of four milestones three are due in the year: one in time, one late, one open still. */
export const sampleSelfAssessmentFacts = (facts: Partial<SelfAssessmentFacts> = {}): SelfAssessmentFacts => ({
  year: SAMPLE_YEAR, rows: sampleRows(), money: sampleMoney(), digestOf: (told) => `sha256:${String(JSON.stringify(told).length).padStart(64, '0')}`,
  milestones: [
    step('before', '2026-01-01T00:00:00+08:00'), step('in-time', '2026-04-01T00:00:00+08:00', '2026-03-20T00:00:00+08:00'),
    step('late', '2026-07-01T00:00:00+08:00', '2026-08-01T00:00:00+08:00'), step('never', '2027-01-01T00:00:00+08:00'),
  ],
  ...facts,
});

export const sampleSelfAssessment = (version?: SelfAssessmentVersion, facts: Partial<SelfAssessmentFacts> = {}): SelfAssessmentTable =>
  buildSelfAssessment({ id: 'workshop', nameZh: '智能车间 <示范>', nameEn: 'Smart workshop', zone: ZONE }, sampleSelfAssessmentFacts(facts), version);
