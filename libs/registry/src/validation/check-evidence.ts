import { EVIDENCE_KINDS, LEGAL_STATES, MICROS_PER_DAY, formatIsoMicros, isRegisteredKind, numberKey, unitKey } from '@yanshou/telemetry';
import type { Micros, ProjectContract } from '@yanshou/telemetry';
import { inputFault, invalid } from '../input-fault.js';
import type { InputFault } from '../input-fault.js';
import type { EvidenceFile } from '../records.js';
import type { Check } from './field-checks.js';
import { checkId, checkMicros, checkOneOf, checkText, firstFault } from './field-checks.js';

const MOST_PAGES = 100_000;

const isPageCount = (pages: number): boolean => Number.isSafeInteger(pages) && pages >= 1 && pages <= MOST_PAGES;

/** What is wrong with a file of evidence by itself. */
export const checkEvidence = (file: EvidenceFile): InputFault | undefined =>
  firstFault(
    checkId('project', file.project),
    checkId('id', file.id),
    checkText('title', file.title),
    checkOneOf('kind', file.kind, EVIDENCE_KINDS),
    checkText('fileName', file.fileName),
    !/^[0-9a-f]{64}$/.test(file.sha256) && invalid('sha256', '须为 64 位小写十六进制', 'must be 64 lower-case hex digits'),
    !(Number.isSafeInteger(file.bytes) && file.bytes >= 0) && invalid('bytes', '须为非负整数', 'must be a whole number from 0'),
    checkOneOf('status', file.status, ['submitted', 'accepted', 'rejected']),
    checkNumber(file),
    checkDetails(file),
  );

function checkNumber({ number, numberKey: key }: EvidenceFile): Check {
  const readable = number === undefined ? undefined : numberKey(number);
  return firstFault(
    number !== undefined && checkText('number', number),
    readable === '' && invalid('number', '须含字母或数字', 'must hold a letter or digit'),
    key !== readable && invalid('numberKey', '与编号不一致', 'is not that of the number'),
  );
}

function checkDetails({ owner, issuer, legalState, pages, datedAt, decidedBy, submittedBy }: EvidenceFile): Check {
  return firstFault(
    owner !== undefined && checkText('owner', owner),
    issuer !== undefined && checkText('issuer', issuer),
    legalState !== undefined && checkOneOf('legalState', legalState, LEGAL_STATES),
    pages !== undefined && !isPageCount(pages) && invalid('pages', '须为 1 至 100000 的整数', 'must be a whole number from 1 to 100000'),
    datedAt !== undefined && checkMicros('datedAt', datedAt),
    decidedBy !== undefined && decidedBy === submittedBy && inputFault('same-person', 'decidedBy', '不得由提交人本人决定', 'is the person who submitted it'),
  );
}

/** What an item that is counted one by one has to say of itself. */
const REQUIRED = ['number', 'owner', 'issuer', 'legalState', 'datedAt'] as const;
const NAMES: Readonly<Record<(typeof REQUIRED)[number], string>> = { number: '编号（文号、申请号或登记号）', owner: '申请人或权利人', issuer: '出具单位', legalState: '法律状态', datedAt: '日期' };

/**
 * What is wrong with a registered item by its project's contract: details that are missing, an owner that is no unit of
 * the project, a date outside the term or still to come. Other files stand behind figures and are not held to these.
 */
export function checkRegistered(file: EvidenceFile, contract: ProjectContract | undefined, now: Micros): InputFault | undefined {
  if (!isRegisteredKind(file.kind)) return undefined;
  const missing = REQUIRED.find((field) => file[field] === undefined);
  if (missing !== undefined) return invalid(missing, `该类佐证须填写${NAMES[missing]}`, `evidence of this kind has to state its ${missing}`);
  return checkDate(file.datedAt ?? 0, contract, now) ?? checkOwner(file.owner ?? '', contract);
}

function checkDate(datedAt: Micros, contract: ProjectContract | undefined, now: Micros): InputFault | undefined {
  if (datedAt > now + MICROS_PER_DAY) return invalid('datedAt', '日期晚于今天，请核对', 'is later than today: check it');
  const term = contract?.term ?? contract?.window;
  if (term === undefined || (datedAt >= term.from && datedAt < term.to)) return undefined;
  const [from, to] = [formatIsoMicros(term.from), formatIsoMicros(term.to)];
  return inputFault('outside-term', 'datedAt', `不在项目期内（${from} 起，${to} 止）`, `is outside the project's term (from ${from}, before ${to})`);
}

function checkOwner(owner: string, contract: ProjectContract | undefined): InputFault | undefined {
  const units = contract?.units ?? [];
  if (units.some(({ name }) => unitKey(name) === unitKey(owner))) return undefined;
  return units.length === 0
    ? inputFault('not-a-unit', 'owner', '任务书尚未载明承担单位和参与单位，请先由管理人员补充', 'the contract names no units of the project yet: an officer has to add them first')
    : inputFault('not-a-unit', 'owner', `不是本项目单位，须为：${units.map(({ name }) => name).join('、')}`, `is no unit of the project, which are: ${units.map(({ name }) => name).join(', ')}`);
}
