import type { DecisionState, DeclaredFigure } from '@yanshou/telemetry';
import { FIGURE_PURPOSES, SOURCE_KINDS } from '@yanshou/telemetry';
import type { ChangeSession } from './change-session.js';
import type { EntityKind } from './entity-kind.js';
import { EVIDENCE, FIGURE } from './entity-kinds.js';
import type { Decision, FigureBook } from './figure-book.js';
import { inputFault, invalid } from './input-fault.js';
import { latestContract } from './latest-contract.js';
import type { InputFault, Outcome } from './input-fault.js';
import type { Author, EvidenceFile, SharedEvidence } from './records.js';
import { sharedEvidence } from './shared-evidence.js';
import type { StateReader } from './state-reader.js';
import type { StateWriter } from './state-writer.js';
import { Refusal } from './state-writer.js';
import { checkEvidence, checkRegistered } from './validation/check-evidence.js';
import { checkId, checkMicros, checkOneOf, checkText, firstFault } from './validation/field-checks.js';

/** Declared figures, evidence files and the decisions about both. */
export class FigureRepository implements FigureBook {
  constructor(
    private readonly reader: StateReader,
    private readonly writer: StateWriter,
  ) {}

  saveFigure = (figure: DeclaredFigure, author?: Author): Promise<Outcome> =>
    this.writer.change(checkFigure(figure), author, async (session) => {
      const { project, evidence } = figure;
      if (evidence !== undefined && (await session.find(EVIDENCE, `${project}/${evidence}`)) === undefined) throw new Refusal(NO_SUCH_EVIDENCE);
      return { revision: await session.save(FIGURE, [figure]) };
    });

  figures = (project: string): Promise<DeclaredFigure[]> => this.reader.all(FIGURE, project);

  decideFigure = (project: string, id: string, decision: Decision, author: Author): Promise<Outcome<DeclaredFigure>> =>
    this.writer.change(undefined, author, (session) => decide(session, FIGURE, `${project}/${id}`, { broughtBy: ({ statedBy }) => statedBy, as: { status: decision } }));

  saveEvidence = (file: EvidenceFile, author?: Author): Promise<Outcome> => this.writer.save(checkEvidence(file), EVIDENCE, [file], author);

  addEvidence = (file: EvidenceFile, author?: Author): Promise<Outcome> =>
    this.writer.change(checkEvidence(file), author, async (session) => {
      if ((await session.find(EVIDENCE, `${file.project}/${file.id}`)) !== undefined) throw new Refusal(EVIDENCE_EXISTS);
      const fault = checkRegistered(file, (await latestContract(session.trx, file.project))?.contract, session.at) ?? sameAsBefore(file, await this.reader.allIn(session.trx, EVIDENCE, file.project));
      if (fault !== undefined) throw new Refusal(fault);
      return { revision: await session.save(EVIDENCE, [file]) };
    });

  evidence = (project: string): Promise<EvidenceFile[]> => this.reader.all(EVIDENCE, project);

  evidenceFile = (project: string, id: string): Promise<EvidenceFile | undefined> => this.reader.one(EVIDENCE, `${project}/${id}`);

  evidenceElsewhere = (project: string): Promise<SharedEvidence[]> => sharedEvidence(this.writer.db, project);

  decideEvidence = (project: string, id: string, decision: Decision, author: Author, originalSeen = false): Promise<Outcome<EvidenceFile>> =>
    this.writer.change(undefined, author, (session) => {
      const seen = originalSeen ? { originalSeenBy: session.who } : {};
      return decide(session, EVIDENCE, `${project}/${id}`, { broughtBy: ({ submittedBy }) => submittedBy, as: { status: decision, ...seen } });
    });
}

interface Decidable {
  readonly status: DecisionState;
  readonly decidedBy?: string;
}

interface DecisionOn<State> {
  readonly broughtBy: (state: State) => string | undefined;
  readonly as: { readonly status: Decision } & Partial<State>;
}

async function decide<State extends Decidable>(session: ChangeSession, kind: EntityKind<State>, key: string, { broughtBy, as }: DecisionOn<State>): Promise<State> {
  const state = await session.find(kind, key);
  if (state === undefined) throw new Refusal(UNKNOWN);
  if (broughtBy(state) === session.who) throw new Refusal(SAME_PERSON);
  if (state.status === as.status) return state;
  if (state.status !== 'submitted') throw new Refusal(DECIDED);
  const decided = { ...state, ...as, decidedBy: session.who };
  await session.save(kind, [decided]);
  return decided;
}

/** A paper that was rejected may come again, put right. */
function sameAsBefore(file: EvidenceFile, others: readonly EvidenceFile[]): InputFault | undefined {
  const standing = others.filter(({ status }) => status !== 'rejected');
  const sameFile = standing.find(({ sha256 }) => sha256 === file.sha256);
  if (sameFile !== undefined) return inputFault('duplicate', 'file', `与本项目佐证“${sameFile.title}”（${sameFile.id}）是同一文件`, `is the file of “${sameFile.title}” (${sameFile.id}) of this project`);
  const sameNumber = standing.find(({ numberKey }) => numberKey !== undefined && numberKey === file.numberKey);
  return sameNumber && inputFault('duplicate', 'number', `本项目佐证“${sameNumber.title}”（${sameNumber.id}）已用此编号`, `is the number of “${sameNumber.title}” (${sameNumber.id}) of this project`);
}

const UNKNOWN = inputFault('unknown', 'id', '没有该填报数值或材料', 'no such figure or evidence');
const NO_SUCH_EVIDENCE = inputFault('unknown-reference', 'evidence', '佐证材料不存在，请先上传', 'no such evidence: submit the file first');
const EVIDENCE_EXISTS = inputFault('duplicate', 'id', '该编号的佐证材料已存在', 'there is evidence of that id');
const SAME_PERSON = inputFault('same-person', 'decision', '不得由填报人或提交人本人决定，请由其他管理人员处理', 'is for somebody else than the person who brought it');
const DECIDED = inputFault('duplicate', 'decision', '已作出另一决定，不可更改', 'has been decided otherwise and stays so');

const declared = SOURCE_KINDS.filter((kind) => kind !== 'collected');

const checkFigure = (figure: DeclaredFigure): InputFault | undefined =>
  firstFault(
    checkId('project', figure.project),
    checkId('id', figure.id),
    checkText('indicator', figure.indicator),
    checkOneOf('purpose', figure.purpose, FIGURE_PURPOSES),
    checkText('quantity', figure.quantity),
    !Number.isFinite(figure.amount) && invalid('amount', '须为有限数', 'must be finite'),
    checkOneOf('sourceKind', figure.sourceKind, declared),
    checkText('statedBy', figure.statedBy),
    checkMicros('statedAt', figure.statedAt),
    figure.decidedBy === figure.statedBy && SAME_PERSON,
  );
