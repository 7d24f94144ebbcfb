import { createHash } from 'node:crypto';
import { CONCLUSIONS } from '@yanshou/telemetry';
import type { AuditOpinion, SignedOpinion } from '@yanshou/telemetry';
import { canonicalJson } from './canonical-json.js';
import type { ChangeSession } from './change-session.js';
import { ASSESSMENT, EVIDENCE, OPINION } from './entity-kinds.js';
import { inputFault, invalid } from './input-fault.js';
import type { InputFault, Outcome } from './input-fault.js';
import type { OpinionBook } from './opinion-book.js';
import type { Author } from './records.js';
import type { StateReader } from './state-reader.js';
import { Refusal } from './state-writer.js';
import type { StateWriter } from './state-writer.js';
import { checkId, checkMicros, checkOneOf, checkText, firstFault } from './validation/field-checks.js';

/** Auditors' opinions, one chain an assessment. */
export class OpinionRepository implements OpinionBook {
  constructor(
    private readonly reader: StateReader,
    private readonly writer: StateWriter,
  ) {}

  addOpinion = (opinion: SignedOpinion, author: Author): Promise<Outcome> =>
    this.writer.change(checkOpinion(opinion), author, async (session) => {
      const { project, assessment } = opinion;
      if ((await session.find(ASSESSMENT, `${project}/${assessment}`)) === undefined) throw new Refusal(UNKNOWN);
      await demandEvidence(session, opinion);
      const before = await this.reader.allIn(session.trx, OPINION, project, { assessment });
      if (canonicalJson(before[opinion.number - 1]) !== canonicalJson(opinion) && !follows(opinion, before)) throw new Refusal(NOT_NEXT);
      return { revision: await session.save(OPINION, [opinion]) };
    });

  opinions = (project: string, assessment?: string): Promise<SignedOpinion[]> => this.reader.all(OPINION, project, assessment === undefined ? {} : { assessment });
}

function follows({ number, previous }: AuditOpinion, before: readonly SignedOpinion[]): boolean {
  const last = before.at(-1);
  return number === before.length + 1 && previous === (last === undefined ? null : `sha256:${createHash('sha256').update(last.jws).digest('hex')}`);
}

/** As it was when the opinion was signed: evidence is never given another file. */
async function demandEvidence(session: ChangeSession, { project, figures }: AuditOpinion): Promise<void> {
  for (const [index, { evidence }] of figures.entries()) {
    if (evidence === undefined) continue;
    const file = await session.find(EVIDENCE, `${project}/${evidence.id}`);
    if (file?.sha256 !== evidence.sha256) throw new Refusal(noSuchEvidence(`figures[${index}].evidence`));
  }
}

const MOST_TEXT = 2_000;
const checkOpinion = ({ project, assessment, number, statement, auditor, at, conclusion, text, figures }: SignedOpinion): InputFault | undefined =>
  firstFault(
    checkId('project', project), checkId('assessment', assessment), !Number.isSafeInteger(number) || number < 1 ? invalid('number', '须为正整数', 'must be a whole number from 1') : undefined,
    !/^sha256:[0-9a-f]{64}$/.test(statement) && invalid('statement', '须为 sha256: 开头的摘要', 'must be a digest that begins with sha256:'),
    checkText('auditor.id', auditor.id), checkText('auditor.name', auditor.name), checkMicros('at', at), checkOneOf('conclusion', conclusion, CONCLUSIONS),
    (text.trim() === '' || text.length > MOST_TEXT) && invalid('text', '须为 1 至 2000 个字符', 'must have 1 to 2000 characters'),
    ...figures.map(({ source }, index) => checkText(`figures[${index}].source`, source)),
  );

const UNKNOWN = inputFault('unknown', 'assessment', '没有该核算', 'no such assessment');
const NOT_NEXT = inputFault('duplicate', 'number', '其间已有人出具意见，请重试', 'is not the next one: somebody was first. Try again');
const noSuchEvidence = (field: string): InputFault => inputFault('unknown-reference', field, '本项目没有该佐证材料', 'is no evidence of this project');
