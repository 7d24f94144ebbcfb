import type { DeclaredFigure } from '@yanshou/telemetry';
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
    this.writer.change(undefined, author, (session) => decide(session, FIGURE, `${project}/${id}`, {
      broughtBy: ({ statedBy }) => statedBy, as: { status: decision }, check: (figure) => (decision === 'accepted' ? restsOnFile(session, figure) : Promise.resolve()),
    }));

  askWithdrawal = (project: string, id: string, reason: string, author: Author): Promise<Outcome<DeclaredFigure>> =>
    this.writer.change(checkReason(reason), author, async (session) => {
      const figure = await session.find(FIGURE, `${project}/${id}`);
      if (figure === undefined) throw new Refusal(UNKNOWN);
      if (figure.status !== 'accepted' || figure.withdrawal?.status === 'submitted') throw new Refusal(NOT_TO_WITHDRAW);
      const asked: DeclaredFigure = { ...figure, withdrawal: { reason, askedBy: session.who, askedAt: session.at, status: 'submitted' } };
      await session.save(FIGURE, [asked]);
      return asked;
    });

  decideWithdrawal = (project: string, id: string, decision: Decision, author: Author): Promise<Outcome<DeclaredFigure>> =>
    this.writer.change(undefined, author, async (session) => {
      const figure = await session.find(FIGURE, `${project}/${id}`);
      if (figure?.withdrawal?.status !== 'submitted') throw new Refusal(figure === undefined ? UNKNOWN : NOTHING_ASKED);
      if (figure.withdrawal.askedBy === session.who) throw new Refusal(SAME_PERSON);
      const withdrawal = { ...figure.withdrawal, status: decision, decidedBy: session.who };
      const decided: DeclaredFigure = { ...figure, withdrawal, status: decision === 'accepted' ? 'withdrawn' : 'accepted' };
      await session.save(FIGURE, [decided]);
      return decided;
    });

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
      return decide(session, EVIDENCE, `${project}/${id}`, {
        broughtBy: ({ submittedBy }) => submittedBy, as: { status: decision, ...seen },
        check: async () => {
          if (decision === 'rejected') await this.restsNothing(session, project, id);
        },
      });
    });

  private async restsNothing(session: ChangeSession, project: string, evidence: string): Promise<void> {
    const figures = await this.reader.allIn(session.trx, FIGURE, project);
    const resting = figures.filter((figure) => figure.status === 'accepted' && figure.evidence === evidence);
    if (resting.length > 0) throw new Refusal(restingOn(resting));
  }
}

/** What a formula is fed with has a file behind it that nobody has rejected. */
async function restsOnFile(session: ChangeSession, { project, purpose, evidence }: DeclaredFigure): Promise<void> {
  if (purpose !== 'baseline' && purpose !== 'reporting') return;
  const file = evidence === undefined ? undefined : await session.find(EVIDENCE, `${project}/${evidence}`);
  if (file === undefined) throw new Refusal(NO_FILE);
  if (file.status === 'rejected') throw new Refusal(FILE_REJECTED);
}

interface Decidable {
  readonly status: string;
  readonly decidedBy?: string;
}

interface DecisionOn<State> {
  readonly broughtBy: (state: State) => string | undefined;
  readonly as: { readonly status: Decision } & Partial<State>;
  /** Throws a Refusal for what does not hold yet. */
  readonly check: (state: State) => Promise<void>;
}

async function decide<State extends Decidable>(session: ChangeSession, kind: EntityKind<State>, key: string, { broughtBy, as, check }: DecisionOn<State>): Promise<State> {
  const state = await session.find(kind, key);
  if (state === undefined) throw new Refusal(UNKNOWN);
  if (broughtBy(state) === session.who) throw new Refusal(SAME_PERSON);
  if (state.status === as.status) return state;
  if (state.status !== 'submitted') throw new Refusal(DECIDED);
  await check(state);
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

const NO_FILE = inputFault('evidence-required', 'evidence', '基期、报告期数值须附佐证材料方可采纳，请退回后附材料重新填报', 'is missing: a figure of the baseline or the reporting period is accepted with a file behind it. Reject it, and let it be stated anew');
const FILE_REJECTED = inputFault('evidence-required', 'evidence', '所附佐证材料已被退回，不能作为依据', 'was rejected and proves nothing');
const NOT_TO_WITHDRAW = inputFault('duplicate', 'figure', '只有已采纳且未在申请撤回的数值可以申请撤回', 'is not accepted, or is asked to be withdrawn already');
const NOTHING_ASKED = inputFault('unknown', 'withdrawal', '该数值没有待决定的撤回申请', 'is not asked for');
const restingOn = (figures: readonly DeclaredFigure[]): InputFault => inputFault(
  'in-use', 'decision', `已采纳的填报数值（${figures.map(({ id }) => id).join('、')}）以此材料为依据，请先撤回该数值`, `would take away what accepted figures rest on (${figures.map(({ id }) => id).join(', ')}): withdraw those first`,
);
const checkReason = (reason: string): InputFault | undefined => firstFault(checkText('reason', reason));

const declared = SOURCE_KINDS.filter((kind) => kind !== 'collected');

const checkFigure = (figure: DeclaredFigure): InputFault | undefined =>
  firstFault(
    checkId('project', figure.project),
    checkId('id', figure.id),
    checkText('indicator', figure.indicator),
    checkOneOf('purpose', figure.purpose, FIGURE_PURPOSES),
    checkText('quantity', figure.quantity),
    figure.item !== undefined && checkText('item', figure.item),
    figure.period !== undefined && (checkMicros('period.from', figure.period.from) || checkMicros('period.to', figure.period.to) || (figure.period.from >= figure.period.to && invalid('period', '起始须早于截止', 'must begin before it ends'))),
    !Number.isFinite(figure.amount) && invalid('amount', '须为有限数', 'must be finite'),
    checkOneOf('sourceKind', figure.sourceKind, declared),
    checkText('statedBy', figure.statedBy),
    checkMicros('statedAt', figure.statedAt),
    figure.decidedBy === figure.statedBy && SAME_PERSON,
  );
