import { describe, expect, it } from '@jest/globals';
import { auditedFigures, correctedBy, standingOpinions } from './audit-opinion.js';
import type { AuditOpinion, AuditedFigure } from './audit-opinion.js';

const figure = (facts: Partial<AuditedFigure> = {}): AuditedFigure =>
  ({ indicator: 'networked-device-ratio', value: 68.5, unit: '%', period: { from: 1, to: 2 }, source: '核查底稿 3', explanation: '两台设备已拆除', ...facts });
const opinion = (number: number, facts: Partial<AuditOpinion> = {}): AuditOpinion => ({
  project: 'p', assessment: 'a', number, statement: `sha256:${'a'.repeat(64)}`, auditor: { id: 'wang', name: '王工' }, at: number, indicators: [], conclusion: 'disagrees', text: '现场清点不符',
  figures: [figure({ value: number })], corrects: null, supersededBy: null, previous: null, ...facts,
});

describe('opinions of auditors', () => {
  it('stand until a later one of the same assessment puts them right', () => {
    const [first, second, other] = [opinion(1), opinion(2, { corrects: 1 }), opinion(1, { assessment: 'b' })];
    expect(standingOpinions([first, second, other])).toEqual([second, other]);
    expect([first, second, other].map((one) => correctedBy(one, [first, second, other]))).toEqual([2, undefined, undefined]);
  });

  it('give audited figures with who found them, when, of which period and from what; corrected ones give none', () => {
    const told = auditedFigures([opinion(1), opinion(2, { corrects: 1, figures: [figure({ value: 69, evidence: { id: 'paper', sha256: 'b'.repeat(64) } })] })]);
    expect(told).toEqual([{
      project: 'p', id: 'a.2.1', indicator: 'networked-device-ratio', purpose: 'audited', quantity: 'value', amount: 69, unit: '%', period: { from: 1, to: 2 }, sourceKind: 'entered',
      evidence: 'paper', explanation: '两台设备已拆除（核查底稿 3）', status: 'accepted', statedBy: 'wang', statedAt: 2, opinion: { assessment: 'a', number: 2 },
    }]);
    const { explanation, ...unexplained } = figure();
    expect(auditedFigures([opinion(1, { figures: [unexplained] })])).toMatchObject([{ explanation: '核查底稿 3' }]);
    expect(explanation).toBe('两台设备已拆除');
  });
});
