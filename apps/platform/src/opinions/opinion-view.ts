import type { AnswerOf, OpinionView } from '@yanshou/api-schema';
import { opinionDigest } from '@yanshou/evidence';
import type { IndicatorRow } from '@yanshou/kpi';
import { auditedMinusPlatform } from '@yanshou/reports';
import { correctedBy, standingOpinions } from '@yanshou/telemetry';
import type { AuditedFigure, SignedOpinion } from '@yanshou/telemetry';
import { iso, spanOut } from '../api/times.js';

/** An opinion as the API tells it, its figures beside the platform's of the statement; `all` are those on its assessment. */
export function opinionView(opinion: SignedOpinion, all: readonly SignedOpinion[], rows: readonly IndicatorRow[]): OpinionView {
  const { number, assessment, statement, auditor, at, indicators, conclusion, text, corrects, supersededBy, previous, jws } = opinion;
  return {
    number, assessment, statement, auditor, at: iso(at), indicators: [...indicators], conclusion, text, corrects, supersededBy, previous,
    figures: opinion.figures.map((figure) => figureView(figure, rows.find(({ indicator }) => indicator === figure.indicator))),
    correctedBy: correctedBy(opinion, all) ?? null, digest: opinionDigest(jws),
  };
}

const figureView = ({ period, ...figure }: AuditedFigure, row: IndicatorRow | undefined): OpinionView['figures'][number] =>
  ({ ...figure, period: spanOut(period), platform: row?.value ?? null, difference: row === undefined ? null : auditedMinusPlatform(figure.value, row) });

type Counted = NonNullable<AnswerOf<'listAssessments'>['items'][number]['opinions']>;

/** By assessment, what a list tells of those that nothing corrects. */
export function opinionCounts(opinions: readonly SignedOpinion[]): ReadonlyMap<string, Counted> {
  const counts = new Map<string, Counted>();
  for (const { assessment, conclusion } of standingOpinions(opinions)) {
    const { count, disagreeing } = counts.get(assessment) ?? { count: 0, disagreeing: 0 };
    counts.set(assessment, { count: count + 1, disagreeing: disagreeing + (conclusion === 'disagrees' ? 1 : 0) });
  }
  return counts;
}
