import { LEGAL_STATES, MICROS_PER_DAY, isRegisteredKind, nextLegalStates } from '@yanshou/telemetry';
import type { LegalChange, LegalState, Micros } from '@yanshou/telemetry';
import type { ChangeSession } from './change-session.js';
import { EVIDENCE, LEGAL_CHANGE } from './entity-kinds.js';
import type { Decision } from './figure-book.js';
import { inputFault, invalid } from './input-fault.js';
import type { InputFault, Outcome } from './input-fault.js';
import type { LegalBook, LegalChangeDraft } from './legal-book.js';
import type { Author, EvidenceFile } from './records.js';
import type { StateReader } from './state-reader.js';
import type { StateWriter } from './state-writer.js';
import { Refusal } from './state-writer.js';
import { checkId, checkMicros, checkOneOf, checkText, firstFault } from './validation/field-checks.js';

/** Legal states of registered items and their changes. */
export class LegalRepository implements LegalBook {
  constructor(
    private readonly reader: StateReader,
    private readonly writer: StateWriter,
  ) {}

  legalChanges = (project: string): Promise<LegalChange[]> => this.reader.all(LEGAL_CHANGE, project);

  changeLegalState = (project: string, evidence: string, draft: LegalChangeDraft, author: Author): Promise<Outcome<LegalChange>> =>
    this.writer.change(checkDraft(draft), author, async (session) => {
      const item = await session.find(EVIDENCE, `${project}/${evidence}`);
      if (item === undefined) throw new Refusal(UNKNOWN_ITEM);
      const before = await this.reader.allIn(session.trx, LEGAL_CHANGE, project, { evidence });
      const fault = refusalOf(draft, item, before, session.at) ?? (await missingProof(session, project, draft.proof));
      if (fault !== undefined) throw new Refusal(fault);
      const change: LegalChange = { project, evidence, number: before.length + 1, ...draft, statedBy: session.who, statedAt: session.at, status: 'submitted' };
      await session.save(LEGAL_CHANGE, [change]);
      return change;
    });

  decideLegalChange = (project: string, evidence: string, number: number, { decision, note }: { readonly decision: Decision; readonly note?: string }, author: Author): Promise<Outcome<LegalChange>> =>
    this.writer.change(firstFault(note !== undefined && checkText('note', note)), author, async (session) => {
      const change = (await this.reader.allIn(session.trx, LEGAL_CHANGE, project, { evidence })).find((one) => one.number === number);
      if (change === undefined) throw new Refusal(UNKNOWN);
      if (change.statedBy === session.who) throw new Refusal(SAME_PERSON);
      if (change.status === decision) return change;
      if (change.status !== 'submitted') throw new Refusal(DECIDED);
      const fault = decision === 'accepted' ? await missingProof(session, project, change.proof) : undefined;
      if (fault !== undefined) throw new Refusal(fault);
      const decided: LegalChange = { ...change, status: decision, decidedBy: session.who, decidedAt: session.at, ...(note === undefined ? {} : { decisionNote: note }) };
      await session.save(LEGAL_CHANGE, [decided]);
      return decided;
    });
}

function refusalOf({ state, at }: LegalChangeDraft, { kind, status, legalState, datedAt = 0 }: EvidenceFile, changes: readonly LegalChange[], now: Micros): InputFault | undefined {
  if (!isRegisteredKind(kind) || legalState === undefined || status === 'rejected') return NOT_COUNTED;
  if (changes.some((change) => change.status === 'submitted')) return WAITS;
  const last = changes.filter((change) => change.status === 'accepted').at(-1) ?? { state: legalState, at: datedAt };
  if (!nextLegalStates(last.state).includes(state)) return noSuchStep(last.state);
  if (at < last.at) return EARLIER;
  return at > now + MICROS_PER_DAY ? TO_COME : undefined;
}

async function missingProof(session: ChangeSession, project: string, proof: string): Promise<InputFault | undefined> {
  const file = await session.find(EVIDENCE, `${project}/${proof}`);
  return file === undefined || file.status === 'rejected' ? NO_PROOF : undefined;
}

const checkDraft = ({ state, at, proof, reason }: LegalChangeDraft): InputFault | undefined =>
  firstFault(checkOneOf('state', state, LEGAL_STATES), checkMicros('at', at), checkId('proof', proof), reason !== undefined && checkText('reason', reason));

const noSuchStep = (from: LegalState): InputFault =>
  inputFault('no-such-step', 'state', `现为 ${from}，只能变更为 ${nextLegalStates(from).join('、') || '（无）'}`, `is ${from} now, which becomes ${nextLegalStates(from).join(', ') || 'nothing else'}`);
const UNKNOWN_ITEM = inputFault('unknown', 'id', '没有该佐证材料', 'no such evidence');
const UNKNOWN = inputFault('unknown', 'number', '没有该法律状态变更', 'no such change of a legal state');
const NOT_COUNTED = invalid('id', '只有未被退回、填有法律状态的逐件计数材料可变更法律状态', 'is not evidence with a legal state that is counted one by one, or was rejected');
const WAITS = inputFault('duplicate', 'state', '已有一项法律状态变更待决定', 'a change of it awaits its decision already');
const EARLIER = invalid('at', '早于其前一状态的日期，请核对', 'is before the state that it follows on: check it');
const TO_COME = invalid('at', '晚于今天，请核对', 'is later than today: check it');
const NO_PROOF = inputFault('unknown-reference', 'proof', '证明材料不存在或已被退回，请先上传', 'is no evidence of the project, or was rejected: submit the proof first');
const SAME_PERSON = inputFault('same-person', 'decision', '不得由申报变更的本人决定，请由其他管理人员处理', 'is for somebody else than the person who stated the change');
const DECIDED = inputFault('duplicate', 'decision', '已作出另一决定，不可更改', 'has been decided otherwise and stays so');
