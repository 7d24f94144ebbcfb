import { DESIGNATION_LEVELS, MICROS_PER_DAY, designationsOf, numberKey, unitKey } from '@yanshou/telemetry';
import type { Designation, DesignationDocument, DesignationDraft, DesignationEnd, DesignationEvent, DesignationLevel, Micros } from '@yanshou/telemetry';
import type { ChangeSession } from './change-session.js';
import { DESIGNATION_EVENT, EVIDENCE } from './entity-kinds.js';
import { inputFault, invalid } from './input-fault.js';
import type { InputFault, Outcome } from './input-fault.js';
import type { Author } from './records.js';
import type { StateReader } from './state-reader.js';
import { Refusal } from './state-writer.js';
import type { StateWriter } from './state-writer.js';
import { checkId, checkMicros, checkOneOf, checkText, firstFault } from './validation/field-checks.js';

/** Designations as two steps that are kept for good. */
export class DesignationRepository {
  constructor(
    private readonly reader: StateReader,
    private readonly writer: StateWriter,
  ) {}

  designations = async (project?: string): Promise<Designation[]> => [...designationsOf(await this.reader.all(DESIGNATION_EVENT, project))];

  designate = (project: string, draft: DesignationDraft, author: Author): Promise<Outcome<Designation>> =>
    this.writer.change(checkDraft(draft), author, async (session) => {
      const present = await this.presentIn(session, project);
      if (present.some(({ id }) => id === draft.id)) throw new Refusal(ID_TAKEN);
      const standing = present.filter(({ end, level }) => end === null && level === draft.level);
      if (standing.some(({ subject }) => unitKey(subject) === unitKey(draft.subject))) throw new Refusal(NAMED_ALREADY);
      // Of a document many parks or enterprises may be in one project; the project itself is in it once, under whatever name.
      if (isOfProject(draft.level) && standing.some(({ document }) => numberKey(document.number) === numberKey(draft.document.number))) throw new Refusal(SAME_DOCUMENT);
      await demandDocument(session, project, draft.document);
      await session.save(DESIGNATION_EVENT, [{ ...draft, project, step: 'named', who: session.who, recordedAt: session.at }]);
      return { ...draft, project, who: session.who, recordedAt: session.at, end: null };
    });

  endDesignation = (project: string, id: string, end: DesignationEnd, author: Author): Promise<Outcome<Designation>> =>
    this.writer.change(firstFault(checkText('reason', end.reason), checkDocument(end.document)), author, async (session) => {
      const named = (await this.presentIn(session, project)).find((one) => one.id === id);
      if (named === undefined) throw new Refusal(UNKNOWN);
      if (named.end !== null) throw new Refusal(ENDED_ALREADY);
      if (end.document.datedAt < named.document.datedAt) throw new Refusal(BEFORE_NAMING);
      await demandDocument(session, project, end.document);
      const event: DesignationEvent = { ...end, project, id, step: 'ended', who: session.who, recordedAt: session.at };
      await session.save(DESIGNATION_EVENT, [event]);
      return { ...named, end: { ...end, who: session.who, recordedAt: session.at } };
    });

  private async presentIn({ trx }: ChangeSession, project: string): Promise<readonly Designation[]> {
    return designationsOf(await this.reader.allIn(trx, DESIGNATION_EVENT, project));
  }
}

async function demandDocument(session: ChangeSession, project: string, { file, datedAt }: DesignationDocument): Promise<void> {
  if (isToCome(datedAt, session.at)) throw new Refusal(TO_COME);
  const paper = await session.find(EVIDENCE, `${project}/${file}`);
  if (paper === undefined) throw new Refusal(NO_FILE);
  if (paper.submittedBy === session.who) throw new Refusal(SAME_PERSON);
  if (paper.status !== 'accepted') throw new Refusal(NOT_ACCEPTED);
}

const isOfProject = (level: DesignationLevel): boolean => level === 'municipal-project' || level === 'national-project';

/** Days of other zones begin earlier. */
const isToCome = (at: Micros, now: Micros): boolean => at > now + MICROS_PER_DAY;

const checkDraft = ({ id, level, subject, document }: DesignationDraft): InputFault | undefined =>
  firstFault(checkId('id', id), checkOneOf('level', level, Object.keys(DESIGNATION_LEVELS)), checkText('subject', subject), unitKey(subject) === '' && NO_SUBJECT, checkDocument(document));

const checkDocument = ({ number, datedAt, file }: DesignationDocument): InputFault | undefined =>
  firstFault(checkText('document.number', number), numberKey(number) === '' && NO_NUMBER, checkMicros('document.datedAt', datedAt), checkText('document.file', file));

const NO_SUBJECT = invalid('subject', '须含文字', 'must hold letters');
const NO_NUMBER = invalid('document.number', '须含文字或数字', 'must hold letters or digits');
const ID_TAKEN = inputFault('duplicate', 'id', '已有该编号的认定', 'there is a designation of that id');
const NAMED_ALREADY = inputFault('duplicate', 'subject', '该项目中同一对象已有同类认定且尚未终止，请先登记终止', 'is named so in this project already and that has not ended: record its end first');
const SAME_DOCUMENT = inputFault('duplicate', 'document.number', '该项目已按同一文号登记同类认定且尚未终止，请先登记终止', 'is the document that named this project already, and that has not ended: record its end first');
const UNKNOWN = inputFault('unknown', 'id', '没有该认定', 'no such designation');
const ENDED_ALREADY = inputFault('duplicate', 'id', '该认定已终止', 'has ended already');
const BEFORE_NAMING = invalid('document.datedAt', '不得早于认定文件的日期', 'must not be before the document that named it');
const TO_COME = invalid('document.datedAt', '日期晚于今天，请核对', 'is later than today: check it');
const NO_FILE = inputFault('unknown-reference', 'document.file', '文件不存在，请先作为佐证材料上传', 'no such file: submit it as evidence first');
const SAME_PERSON = inputFault('same-person', 'document.file', '文件由本人提交，请由其他管理人员登记', 'was submitted by you: somebody else has to record this');
const NOT_ACCEPTED = inputFault('unknown-reference', 'document.file', '文件未获认可，请先审核该佐证材料', 'is not accepted: have that evidence decided first');
