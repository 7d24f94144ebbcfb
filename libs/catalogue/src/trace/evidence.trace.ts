import type { EvidenceItem } from '@yanshou/telemetry';
import type { BilingualText } from '../bilingual.js';
import type { IndicatorInputs } from '../indicator.js';
import type { EvidenceFigure } from '../outcome-figures.js';
import type { Describe } from './describe.js';
import { counted } from './make-step.js';
import type { TraceStep } from './trace-step.js';
import { valueOf, valueStep } from './value-step.js';
import type { TracedIndicator } from './value-step.js';

/** A number of accepted items of evidence. */
export const evidenceTrace: Describe = (inputs, outcome, indicator) =>
  [evidenceStep(outcome.figures.evidence, inputs, indicator), valueStep(indicator, 'n', valueOf(outcome, indicator))];

const GROUPS: Readonly<Record<keyof EvidenceFigure, BilingualText>> = {
  counted: { zh: '计入', en: 'counted' }, awaiting: { zh: '待认定', en: 'awaiting a decision' }, outsideTerm: { zh: '不在项目期内', en: 'outside the term' },
  rejected: { zh: '不予认定', en: 'rejected' }, incomplete: { zh: '要素不全', en: 'incomplete' }, notOwned: { zh: '权利人不是项目单位', en: 'owner is no unit of the project' },
  notOfClause: { zh: '类别或法律状态不符条款', en: 'kind or legal state not of the clause' },
};

/** Every item offered, with what became of it. */
export function evidenceStep(figure: EvidenceFigure | undefined, { evidence }: Pick<IndicatorInputs, 'evidence'>, { id: indicator }: TracedIndicator): TraceStep {
  const own = evidence.filter((item) => item.indicator === indicator).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const items = new Map(own.map((item) => [item.id, item]));
  const groups = (Object.keys(GROUPS) as (keyof EvidenceFigure)[]).flatMap((group) => (figure?.[group] ?? []).map((id) => ({ group, id })));
  const text = { title: { zh: '佐证件数', en: 'items of evidence' }, symbol: 'n', unit: '件', formula: { zh: '计入的佐证计数', en: 'number of items that count' } };
  return counted(text, [{ zh: '佐证', en: 'item' }, { zh: '编号', en: 'number' }, { zh: '文件摘要', en: 'digest of the file' }, { zh: '归类', en: 'group' }], groups.map(({ group, id }) => ({
    cells: [id, items.get(id)?.number ?? null, items.get(id)?.sha256 ?? null, GROUPS[group]], counts: group === 'counted', source: { kind: 'evidence', id },
  })));
}

const keyOf = ({ id, number = '', sha256 }: EvidenceItem): string => `${id}\n${number}\n${sha256}`;
