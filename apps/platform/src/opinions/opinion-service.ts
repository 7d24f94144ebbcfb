import { opinionDigest, opinionFault, signOpinion } from '@yanshou/evidence';
import type { SigningKey } from '@yanshou/evidence';
import type { Assessment, Registry } from '@yanshou/registry';
import { fail, ok, parseIsoMicros } from '@yanshou/telemetry';
import type { AuditOpinion, AuditedFigure, Clock, Conclusion, Result, SignedOpinion } from '@yanshou/telemetry';
import type { ApiRefusal } from '../api/api-backend.js';
import { ALL_AT_ONCE, OTHER_STATEMENT, UNKNOWN_ASSESSMENT, noSuchEvidence, opinionRefusal } from './opinion-fault-texts.js';
import { statementDigest, statementRows } from './opined-statement.js';

/** What an auditor says; the rest follows from the assessment and from who says it when. */
export interface OpinionDraft {
  /** `sha256:` of the statement that was read. */
  readonly statement: string;
  readonly indicators: readonly string[];
  readonly conclusion: Conclusion;
  readonly text: string;
  readonly figures: readonly (Omit<AuditedFigure, 'period' | 'evidence'> & { readonly evidence?: string })[];
  readonly corrects?: number;
}

export interface OpinionParts {
  readonly registry: Pick<Registry, 'assessment' | 'assessmentHeads' | 'opinions' | 'evidenceFile' | 'addOpinion'>;
  readonly clock: Pick<Clock, 'now'>;
  /** The platform's own key: it signs on behalf of whoever is logged in. */
  readonly signingKey: () => Promise<SigningKey>;
}

/** Of those who speak at the same time one is first, and the others are signed anew behind it. */
const MOST_TURNS = 8;

/** Takes auditors' opinions on issued assessments, which themselves stay as they are. */
export class OpinionService {
  constructor(private readonly parts: OpinionParts) {}

  /**
   * Signs an opinion and adds it behind the last one of its assessment; resolves when it is kept. Refusals: `unknown`,
   * `statement-differs` where something else was read than was issued, `invalid` with the field, `unknown-reference`, `busy`.
   */
  async give(project: string, assessment: string, draft: OpinionDraft, auditor: AuditOpinion['auditor']): Promise<Result<SignedOpinion, ApiRefusal>> {
    const { registry } = this.parts;
    const issued = await registry.assessment(project, assessment);
    if (issued === undefined) return fail(UNKNOWN_ASSESSMENT);
    if (statementDigest(issued) !== draft.statement) return fail(OTHER_STATEMENT);
    const figures = await this.figures(issued, draft.figures);
    if (!figures.ok) return figures;
    for (let turn = 0; turn < MOST_TURNS; turn += 1) {
      const told = await this.next(issued, { ...draft, figures: figures.value }, auditor);
      if (!told.ok) return told;
      const added = await registry.addOpinion(told.value, { who: auditor.id });
      if (added.ok) return told;
      if (added.reason.code !== 'duplicate') return added;
    }
    return fail(ALL_AT_ONCE);
  }

  private async next(issued: Assessment, { statement, indicators, conclusion, text, figures, corrects }: Omit<OpinionDraft, 'figures'> & Pick<AuditOpinion, 'figures'>, auditor: AuditOpinion['auditor']): Promise<Result<SignedOpinion, ApiRefusal>> {
    const { registry, clock, signingKey } = this.parts;
    const [before, heads] = await Promise.all([registry.opinions(issued.project, issued.id), registry.assessmentHeads(issued.project)]);
    const last = before.at(-1);
    const opinion: AuditOpinion = {
      project: issued.project, assessment: issued.id, number: before.length + 1, statement, auditor, at: Math.max(clock.now(), last?.at ?? 0), indicators, conclusion, text, figures,
      corrects: corrects ?? null, supersededBy: heads.find(({ supersedes }) => supersedes === issued.id)?.id ?? null, previous: last === undefined ? null : opinionDigest(last.jws),
    };
    const fault = opinionFault(opinion, statementRows(issued), before);
    return fault === undefined ? ok(await signOpinion(opinion, await signingKey())) : fail(opinionRefusal(fault));
  }

  /** With the period of the row that each is compared with, and the digest of the file behind it. */
  private async figures(issued: Assessment, drafts: OpinionDraft['figures']): Promise<Result<readonly AuditedFigure[], ApiRefusal>> {
    const figures: AuditedFigure[] = [];
    for (const [index, { evidence, ...stated }] of drafts.entries()) {
      const file = evidence === undefined ? undefined : await this.parts.registry.evidenceFile(issued.project, evidence);
      if (evidence !== undefined && file === undefined) return fail(noSuchEvidence(`figures[${index}].evidence`));
      const row = statementRows(issued).find(({ indicator }) => indicator === stated.indicator);
      const period = { from: parseIsoMicros(row?.from ?? '') ?? issued.from, to: parseIsoMicros(row?.to ?? '') ?? issued.to };
      figures.push({ ...stated, period, ...(file === undefined ? {} : { evidence: { id: file.id, sha256: file.sha256 } }) });
    }
    return ok(figures);
  }
}
