import type { IssuedSelfAssessment, SelfAssessmentVersion } from '@yanshou/telemetry';
import { canonicalJson } from './canonical-json.js';
import { SELF_ASSESSMENT } from './entity-kinds.js';
import { inputFault } from './input-fault.js';
import type { Outcome } from './input-fault.js';
import type { Author } from './records.js';
import type { ChangeSession } from './change-session.js';
import type { SelfAssessmentBook, SelfAssessmentDraft, SelfAssessmentHead } from './self-assessment-book.js';
import type { StateReader } from './state-reader.js';
import type { StateWriter } from './state-writer.js';
import { Refusal } from './state-writer.js';
import { checkSelfAssessment } from './validation/check-self-assessment.js';

/** Yearly performance self-assessments. */
export class SelfAssessmentRepository implements SelfAssessmentBook {
  constructor(
    private readonly reader: StateReader,
    private readonly writer: StateWriter,
  ) {}

  selfAssessmentHeads = (project: string): Promise<SelfAssessmentHead[]> => this.reader.without(SELF_ASSESSMENT, project, [['entries'], ['issued', 'table']]);

  selfAssessment = (project: string, year: number, version?: number): Promise<SelfAssessmentVersion | undefined> =>
    version === undefined ? this.reader.lastUnder(SELF_ASSESSMENT, project, `${project}/${year}`) : this.reader.one(SELF_ASSESSMENT, SELF_ASSESSMENT.keyOf({ project, year, version } as SelfAssessmentVersion));

  saveSelfAssessment = (draft: SelfAssessmentDraft, author: Author): Promise<Outcome<SelfAssessmentVersion>> =>
    this.writer.change(checkSelfAssessment(draft), author, async (session) => {
      const { project, year, entries, reason } = draft;
      const last = await this.lastIn(session, draft);
      if (last?.issued !== undefined && reason === undefined) throw new Refusal(REASON);
      if (draft.basedOn >= MOST_VERSIONS) throw new Refusal(FULL);
      if (last !== undefined && saysNothingNew(last, draft)) throw new Refusal(SAME);
      return this.keep(session, { project, year, version: draft.basedOn + 1, entries, ...(reason === undefined ? {} : { reason }) });
    });

  issueSelfAssessment = (project: string, year: number, basedOn: number, issued: IssuedSelfAssessment, author: Author): Promise<Outcome<SelfAssessmentVersion>> =>
    this.writer.change(undefined, author, async (session) => {
      const last = await this.lastIn(session, { project, year, basedOn });
      if (last === undefined) throw new Refusal(NOTHING);
      if (last.issued !== undefined) throw new Refusal(ISSUED);
      return this.keep(session, { project, year, version: basedOn + 1, entries: last.entries, ...(last.reason === undefined ? {} : { reason: last.reason }), issued });
    });

  /** The last version; refuses what was made on another. The session holds the head row: none can come in between. */
  private async lastIn(session: ChangeSession, { project, year, basedOn }: Pick<SelfAssessmentDraft, 'project' | 'year' | 'basedOn'>): Promise<SelfAssessmentVersion | undefined> {
    const last = await this.reader.lastUnder(SELF_ASSESSMENT, project, `${project}/${year}`, session.trx);
    const version = last?.version ?? 0;
    if (version !== basedOn) throw new Refusal(stale(version));
    return last;
  }

  private async keep(session: ChangeSession, version: Omit<SelfAssessmentVersion, 'who' | 'at'>): Promise<SelfAssessmentVersion> {
    const kept = { ...version, who: session.who, at: session.at };
    await session.save(SELF_ASSESSMENT, [kept]);
    return kept;
  }
}

/** Of a project and year, kept for good: more is no work of people. What is there can still be issued. */
const MOST_VERSIONS = 200;

/** What was issued may be taken up again as it is: the values may be others by now. */
const saysNothingNew = (last: SelfAssessmentVersion, { entries, reason }: SelfAssessmentDraft): boolean =>
  last.issued === undefined && (reason === undefined || reason === last.reason) && canonicalJson(last.entries) === canonicalJson(entries);

const FULL = inputFault('quota-exceeded', 'basedOn', `该年度已有 ${MOST_VERSIONS} 个版本，不再接受保存，请印发最新版本或联系管理人员`, `the year has ${MOST_VERSIONS} versions and takes no more: issue the last one, or ask an officer`);
const SAME = inputFault('duplicate', 'entries', '与最新版本相同，无须保存', 'are those of the last version: there is nothing to save');
const REASON = inputFault('reason-required', 'reason', '已印发，重新编制须填写理由', 'is issued: taking it up again needs a reason');
const NOTHING = inputFault('unknown-reference', 'basedOn', '尚未保存自评表，请先保存分值与得分', 'nothing is saved yet: save weights and scores first');
const ISSUED = inputFault('frozen', 'basedOn', '该版本已印发，不可更改', 'that version is issued and stays as it is');
const stale = (last: number) =>
  inputFault('duplicate', 'basedOn', `最新版本为第 ${last} 版，他人可能已保存，请刷新后重试`, `the last version is ${last}: somebody else may have saved, read it again first`);
