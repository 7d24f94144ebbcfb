import type { AnswerOf } from '@yanshou/api-schema';
import { fenOf, statedIn } from '@yanshou/catalogue';
import type { RuleDocument, RuleFigures, SubsidyFigure } from '@yanshou/telemetry';
import { invalidInput } from './problem.js';
import { compact } from './times.js';

type DocumentView = AnswerOf<'readProgrammeSettings'>['ruleDocuments'][number];
export type FiguresView = NonNullable<DocumentView['figures']>;
type SubsidyView = NonNullable<FiguresView['subsidy']>;

export const ruleDocumentView = ({ figures, ...document }: RuleDocument): DocumentView =>
  ({ ...document, batches: [...document.batches], ...(figures === undefined ? {} : { figures: figuresView(figures) }) });

/** Figures with their caps in 万元. */
export function figuresView({ subsidy, named, quotas, ...rest }: RuleFigures): FiguresView {
  return compact({ ...rest, subsidy: subsidy && subsidyView(subsidy), named: named && subsidyView(named), quotas: quotas && [...quotas] }) as FiguresView;
}

const subsidyView = ({ cap, ...rest }: SubsidyFigure): SubsidyView => ({ ...rest, cap: statedIn(BigInt(cap), '万元') });

/** A rule document as it is kept: caps in whole 分. */
export function ruleDocumentOf(field: string, { figures, ...document }: DocumentView): RuleDocument {
  return compact({ ...document, figures: figures && figuresOf(`${field}.figures`, figures) }) as RuleDocument;
}

function figuresOf(field: string, { subsidy, named, ...rest }: FiguresView): RuleFigures {
  const kept = (name: string, figure: SubsidyView | undefined): SubsidyFigure | undefined => figure && { ...figure, cap: capOf(`${field}.${name}.cap`, figure.cap) };
  return compact({ ...rest, subsidy: kept('subsidy', subsidy), named: kept('named', named) }) as RuleFigures;
}

function capOf(field: string, cap: SubsidyView['cap']): string {
  const fen = fenOf(cap);
  if (fen === undefined) throw invalidInput(field, '金额须精确到分，不得有更小的部分', 'must be an amount in whole 分, with no part of one');
  return String(fen);
}
