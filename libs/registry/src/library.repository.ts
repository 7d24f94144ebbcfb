import { LIBRARY_RESULTS, countsInQuota, isOfRecommender, isPromotable, isSameName, nextDecisions } from '@yanshou/telemetry';
import type { LibraryEntry, LibraryProject, LibraryQuota, LibraryResult, Promotion, Recommender, RegisteredRecommender } from '@yanshou/telemetry';
import type { ChangeSession } from './change-session.js';
import { LIBRARY_PROJECT, PROGRAMME, RECOMMENDER } from './entity-kinds.js';
import { inputFault } from './input-fault.js';
import type { InputFault, Outcome } from './input-fault.js';
import type { LibraryBook, LibraryStepDraft, RecommenderDraft } from './library-book.js';
import type { Author } from './records.js';
import type { StateReader } from './state-reader.js';
import type { StateWriter } from './state-writer.js';
import { Refusal } from './state-writer.js';
import { checkLibraryEntry, checkPromotion, checkRecommender } from './validation/check-library.js';

/** The project libraries of programmes. */
export class LibraryRepository implements LibraryBook {
  constructor(
    private readonly reader: StateReader,
    private readonly writer: StateWriter,
  ) {}

  recommenders = (programme: string): Promise<RegisteredRecommender[]> => this.reader.all(RECOMMENDER, undefined, { programme });

  registerRecommender = (draft: RecommenderDraft, author: Author): Promise<Outcome<RegisteredRecommender>> =>
    this.writer.change(checkRecommender(draft), author, async (session) => {
      const present = await this.reader.allIn(session.trx, RECOMMENDER, undefined, { programme: draft.programme });
      const before = present.find(({ id }) => id === draft.id);
      if (before !== undefined && before.kind !== draft.kind) throw new Refusal(OTHER_KIND);
      if (present.some((other) => other.id !== draft.id && isSameName(other, draft))) throw new Refusal(NAME_TAKEN);
      const registered: RegisteredRecommender = { ...draft, registeredBy: session.who, registeredAt: session.at };
      await session.save(RECOMMENDER, [registered]);
      return registered;
    });

  libraryProjects = (programme: string): Promise<LibraryProject[]> => this.reader.all(LIBRARY_PROJECT, undefined, { programme });

  libraryProject = (programme: string, id: string): Promise<LibraryProject | undefined> => this.reader.one(LIBRARY_PROJECT, `${programme}/${id}`);

  recommendProject = (entry: LibraryEntry, quota: LibraryQuota, author: Author): Promise<Outcome<LibraryProject>> =>
    this.writer.change(checkLibraryEntry(entry), author, async (session) => {
      // The session holds the head row: nobody else is counting.
      const present = await this.reader.allIn(session.trx, LIBRARY_PROJECT, undefined, { programme: entry.programme });
      if (present.some(({ id }) => id === entry.id)) throw new Refusal(TAKEN);
      const known = { ...entry, recommender: await this.registered(session, entry) };
      const fault = quotaFault(known, quota, present.filter((other) => other.batch === entry.batch && countsInQuota(other)));
      if (fault !== undefined) throw new Refusal(fault);
      return keep(session, { ...known, result: 'recommended', steps: [], promotions: [], recommendedBy: session.who, recommendedAt: session.at });
    });

  decideLibraryProject = (programme: string, id: string, { to, reason, approval }: LibraryStepDraft, author: Author): Promise<Outcome<LibraryProject>> =>
    this.writer.change(undefined, author, async (session) => {
      const project = await projectIn(session, programme, id);
      if (!nextDecisions(project.result).includes(to)) throw new Refusal(noSuchStep(project.result));
      if ((to === 'selected' || to === 'not-selected') && project.recommendedBy === session.who) throw new Refusal(SAME_PERSON);
      if (to === 'selected' && approval === undefined) throw new Refusal(LIST_NEEDED);
      if ((to === 'not-selected' || to === 'withdrawn') && reason === undefined) throw new Refusal(REASON_NEEDED);
      const step = { from: project.result, to, who: session.who, at: session.at, ...(reason === undefined ? {} : { reason }), ...(approval === undefined ? {} : { approval }) };
      return keep(session, { ...project, result: to, steps: [...project.steps, step] });
    });

  promoteLibraryProject = (programme: string, id: string, promotion: Omit<Promotion, 'who' | 'at'>, author: Author): Promise<Outcome<LibraryProject>> =>
    this.writer.change(checkPromotion(promotion), author, async (session) => {
      const project = await projectIn(session, programme, id);
      if (!isPromotable(project.result)) throw new Refusal(NOT_SELECTED);
      const recorded = { ...promotion, who: session.who, at: session.at };
      const first = project.result === 'promoted' ? [] : [{ from: project.result, to: 'promoted' as const, who: session.who, at: session.at }];
      return keep(session, { ...project, result: 'promoted', steps: [...project.steps, ...first], promotions: [...project.promotions, recorded] });
    });

  private async registered(session: ChangeSession, { programme, recommender }: LibraryEntry): Promise<Recommender> {
    if ((await session.find(PROGRAMME, programme)) === undefined) throw new Refusal(NO_PROGRAMME);
    const all = await this.reader.allIn(session.trx, RECOMMENDER, undefined, { programme });
    const found = all.find((one) => isSameName(one, recommender));
    if (found === undefined) throw new Refusal(NOT_REGISTERED);
    return { id: found.id, kind: found.kind, name: found.name };
  }
}

async function keep(session: ChangeSession, project: LibraryProject): Promise<LibraryProject> {
  await session.save(LIBRARY_PROJECT, [project]);
  return project;
}

async function projectIn(session: ChangeSession, programme: string, id: string): Promise<LibraryProject> {
  const project = await session.find(LIBRARY_PROJECT, `${programme}/${id}`);
  if (project === undefined) throw new Refusal(UNKNOWN);
  return project;
}

function quotaFault({ recommender, applicant, approval }: LibraryEntry, quota: LibraryQuota, counted: readonly LibraryProject[]): InputFault | undefined {
  const ofApplicant = counted.filter((other) => other.applicant.creditCode === applicant.creditCode).length;
  if (ofApplicant >= quota.applicant) {
    return inputFault('quota-exceeded', 'applicant', `同一法人单位不超过 ${quota.applicant} 项，本批次已有 ${ofApplicant} 项`, `a legal person has at most ${quota.applicant} items, and has ${ofApplicant} in this batch`);
  }
  const recommended = counted.filter((other) => isOfRecommender(other, recommender)).length;
  if (recommended < quota.recommender || (quota.isUsual && approval !== undefined)) return undefined;
  return quota.isUsual
    ? inputFault('approval-required', 'approval', `一般不超过 ${quota.recommender} 项，本批次已推荐 ${recommended} 项；超出须有批准文号`, `in general at most ${quota.recommender}, and ${recommended} are recommended in this batch: more needs the number of an approval`)
    : inputFault('quota-exceeded', 'recommender', `不超过 ${quota.recommender} 项，本批次已推荐 ${recommended} 项`, `at most ${quota.recommender}, and ${recommended} are recommended in this batch`);
}

const NO_PROGRAMME = inputFault('unknown-reference', 'programme', '计划不存在', 'no such programme');
const NOT_REGISTERED = inputFault('unknown-reference', 'recommender', '该推荐单位未在本计划登记，请先由系统管理员登记，或核对类别与名称', 'is not registered with the programme: an administrator has to register it first; check kind and name');
const NAME_TAKEN = inputFault('duplicate', 'name', '同类推荐单位中已有此名称', 'is the name of another recommender of this kind');
const OTHER_KIND = inputFault('invalid', 'kind', '已登记推荐单位的类别不可更改', 'of a registered recommender stays');
const TAKEN = inputFault('duplicate', 'id', '项目库中已有该编号', 'the library has a project of this id');
const UNKNOWN = inputFault('unknown', 'id', '项目库中没有该项目', 'the library has no such project');
const SAME_PERSON = inputFault('same-person', 'to', '不得由推荐人本人决定是否入选，请由其他管理人员处理', 'is for somebody else than the person who recommended it');
const LIST_NEEDED = inputFault('approval-required', 'approval', '入选须填写公布名单的文号', 'selection needs the number of the list that names it');
const REASON_NEEDED = inputFault('reason-required', 'reason', '须填写理由', 'needs a reason');
const NOT_SELECTED = inputFault('no-such-step', 'id', '只有入选的项目可登记推广', 'only what was selected is promoted');

function noSuchStep(from: LibraryResult): InputFault {
  const names = (language: 'zh' | 'en'): string => nextDecisions(from).map((next) => LIBRARY_RESULTS[next][language]).join(language === 'zh' ? '、' : ', ');
  return nextDecisions(from).length === 0
    ? inputFault('no-such-step', 'to', `现为“${LIBRARY_RESULTS[from].zh}”，不能再改`, `is ${LIBRARY_RESULTS[from].en}, and stays so`)
    : inputFault('no-such-step', 'to', `现为“${LIBRARY_RESULTS[from].zh}”，只能转为：${names('zh')}`, `is ${LIBRARY_RESULTS[from].en} now, and can only become: ${names('en')}`);
}
