import type { DeclaredFigure, FigurePeriod } from './declared-figure.js';
import type { Micros } from './time.js';

/** What an auditor (核查人员) concludes of what an issued assessment says. */
export const CONCLUSIONS = ['agrees', 'agrees-with-reservations', 'disagrees', 'cannot-conclude'] as const;
export type Conclusion = (typeof CONCLUSIONS)[number];

/** An auditor's own figure of one indicator of the statement. It stands beside the platform's and never takes its place. */
export interface AuditedFigure {
  readonly indicator: string;
  /** The decimal as it was written, in the unit of the statement's row. */
  readonly value: number;
  readonly unit: string;
  /** Of the statement's row: what the figure is compared with is of the same period. */
  readonly period: FigurePeriod;
  /** The paper or count that it was taken from. */
  readonly source: string;
  /** Evidence of the project behind it, as it was then. */
  readonly evidence?: { readonly id: string; readonly sha256: string };
  /** Why it differs from the platform's figure; there wherever it does. */
  readonly explanation?: string;
}

/** What one auditor says of one issued assessment. Never changed: what turns out wrong is put right by a later one that names it. */
export interface AuditOpinion {
  readonly project: string;
  readonly assessment: string;
  /** From 1 without gaps among all opinions on the assessment. */
  readonly number: number;
  /** `sha256:` of the statement (data/report.json of the bundle) that the auditor read. */
  readonly statement: string;
  readonly auditor: { readonly id: string; readonly name: string };
  readonly at: Micros;
  /** Those that it is about; none: the whole statement. */
  readonly indicators: readonly string[];
  readonly conclusion: Conclusion;
  readonly text: string;
  readonly figures: readonly AuditedFigure[];
  /** Number of the auditor's own earlier opinion that this one puts right. */
  readonly corrects: number | null;
  /** The assessment that had superseded this one when the opinion was given. */
  readonly supersededBy: string | null;
  /** `sha256:` of the signature of the opinion before; null of the first. */
  readonly previous: string | null;
}

/** An opinion with its compact JWS (RFC 7515): the text that is chained and handed out. */
export interface SignedOpinion extends AuditOpinion {
  readonly jws: string;
}

type Correcting = Pick<AuditOpinion, 'assessment' | 'number' | 'corrects'>;

/** The number of the opinion that puts this one right, among opinions of any assessments. */
export const correctedBy = ({ assessment, number }: Correcting, opinions: readonly Correcting[]): number | undefined =>
  opinions.find((later) => later.assessment === assessment && later.corrects === number)?.number;

/** The opinions that no later one puts right, in their order. */
export const standingOpinions = <Opinion extends Correcting>(opinions: readonly Opinion[]): readonly Opinion[] =>
  opinions.filter((opinion) => correctedBy(opinion, opinions) === undefined);

/** The figures of standing opinions, as they stand beside the unit's and the platform's. */
export const auditedFigures = (opinions: readonly AuditOpinion[]): readonly DeclaredFigure[] =>
  standingOpinions(opinions).flatMap((opinion) => opinion.figures.map((figure, index) => auditedFigure(opinion, figure, index + 1)));

function auditedFigure({ project, assessment, number, auditor, at }: AuditOpinion, { indicator, value, unit, period, source, evidence, explanation }: AuditedFigure, place: number): DeclaredFigure {
  return {
    project, id: `${assessment}.${number}.${place}`, indicator, purpose: 'audited', quantity: 'value', amount: value, unit, period, sourceKind: 'entered',
    ...(evidence === undefined ? {} : { evidence: evidence.id }), explanation: explanation === undefined ? source : `${explanation}（${source}）`,
    // Signed by whoever found it: it is nobody else's to accept.
    status: 'accepted', statedBy: auditor.id, statedAt: at, opinion: { assessment, number },
  };
}
