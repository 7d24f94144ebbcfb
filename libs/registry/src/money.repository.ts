import type { MoneyAudit, ProjectMoneyRecord } from '@yanshou/telemetry';
import { EVIDENCE, MONEY } from './entity-kinds.js';
import { inputFault, invalid } from './input-fault.js';
import type { InputFault, Outcome } from './input-fault.js';
import type { MoneyStatement } from './project-life.js';
import type { Author } from './records.js';
import type { StateReader } from './state-reader.js';
import type { StateWriter } from './state-writer.js';
import { Refusal } from './state-writer.js';
import { checkDay } from './validation/check-contract.js';
import { checkId, checkText, checkUnique, firstFault, firstOf } from './validation/field-checks.js';
import type { Check } from './validation/field-checks.js';

/** What projects state of their money, and what the audit settled. */
export class MoneyRepository {
  constructor(
    private readonly reader: StateReader,
    private readonly writer: StateWriter,
  ) {}

  money = (project: string): Promise<ProjectMoneyRecord | undefined> => this.reader.one(MONEY, project);

  moneyOfApplicant = async (code: string): Promise<ProjectMoneyRecord[]> => (await this.reader.all(MONEY)).filter(({ applicant }) => applicant.code === code);

  stateMoney = (project: string, statement: MoneyStatement, author: Author): Promise<Outcome<ProjectMoneyRecord>> =>
    this.writer.change(checkMoney(statement), author, async (session) => {
      if ((await session.find(MONEY, project))?.audit !== undefined) throw new Refusal(AUDITED);
      const record = { ...statement, project, statedBy: session.who, statedAt: session.at };
      await session.save(MONEY, [record]);
      return record;
    });

  auditMoney = (project: string, audit: Omit<MoneyAudit, 'who' | 'at'>, author: Author): Promise<Outcome<ProjectMoneyRecord>> =>
    this.writer.change(checkAudit(audit), author, async (session) => {
      const record = await session.find(MONEY, project);
      if (record === undefined) throw new Refusal(NOTHING_STATED);
      if (record.statedBy === session.who) throw new Refusal(SAME_PERSON);
      const items = new Set(record.items.map(({ id }) => id));
      const index = audit.amounts.findIndex(({ item }) => !items.has(item));
      if (index >= 0) throw new Refusal(inputFault('unknown-reference', `amounts[${index}].item`, '预算中没有该条目', 'the budget has no such item'));
      if ((await session.find(EVIDENCE, `${project}/${audit.evidence}`)) === undefined) throw new Refusal(NO_REPORT);
      const audited = { ...record, audit: { ...audit, who: session.who, at: session.at } };
      await session.save(MONEY, [audited]);
      return audited;
    });
}

const AUDITED = inputFault('frozen', '', '已有审定金额，预算不可再改', 'the audit has settled the amounts: the budget stays');
const NOTHING_STATED = inputFault('unknown-reference', '', '项目尚未填报预算', 'the project has stated no budget yet');
const SAME_PERSON = inputFault('same-person', 'amounts', '不得由填报预算的人登记审定金额', 'are for somebody else than the person who stated the budget');
const NO_REPORT = inputFault('unknown-reference', 'evidence', '审计报告不存在，请先作为佐证材料上传', 'no such audit report: submit it as evidence first');

const FEN = /^(?:0|[1-9]\d{0,17})$/;
const checkFen = (field: string, fen: string): Check => !FEN.test(fen) && invalid(field, '须为不小于 0 的金额，精确到分', 'must be an amount from 0, in whole 分');

const checkMoney = ({ applicant, items, sources, districtMatching, construction }: MoneyStatement): InputFault | undefined =>
  firstFault(
    checkText('applicant.code', applicant.code), checkText('applicant.name', applicant.name),
    checkUnique('items', items.map(({ id }) => id)),
    firstOf(items, (item, index) => firstFault(
      checkId(`items[${index}].id`, item.id), checkText(`items[${index}].line`, item.line), checkDay(`items[${index}].investedOn`, item.investedOn),
      checkFen(`items[${index}].budget`, item.budget), checkFen(`items[${index}].requested`, item.requested))),
    checkUnique('sources', sources.map(({ year }) => String(year))),
    firstOf(sources, ({ own, programme }, index) => firstFault(checkFen(`sources[${index}].own`, own), checkFen(`sources[${index}].programme`, programme))),
    districtMatching !== null && checkFen('districtMatching', districtMatching),
    checkDay('construction.from', construction.from),
    construction.to !== undefined && checkDay('construction.to', construction.to),
  );

const checkAudit = ({ amounts }: Pick<MoneyAudit, 'amounts'>): InputFault | undefined =>
  firstFault(
    checkUnique('amounts', amounts.map(({ item }) => item)),
    firstOf(amounts, ({ audited }, index) => firstFault(checkFen(`amounts[${index}].audited`, audited))),
  );
