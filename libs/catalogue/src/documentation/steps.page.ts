import type { TraceStep, TraceTable } from '../trace/trace-step.js';
import { both, cellText, markdownTable } from './markdown.js';

/** The way from what is given to the value: each step with symbols, numbers put in, result, and what it was added up or counted from. */
export const stepsPage = (steps: readonly TraceStep[]): readonly string[] => steps.flatMap((step, index) => [
  `**${index + 1}. ${both(step.title)}**`, '', ...lines(step), '', ...(step.table === null ? [] : tableOf(step.table)),
]);

function lines({ symbol, formula, put, result: { exact, rounded, unit } }: TraceStep): readonly string[] {
  const result = `${exact}${exact === rounded ? '' : ` ≈ ${rounded}`} ${unit}`.trim();
  return [`- \`${symbol}\` = ${both(formula)}`, ...(put === null || put === exact ? [] : [`- = ${put}`]), `- = ${result}`];
}

const tableOf = ({ columns, rows }: TraceTable): readonly string[] => markdownTable(columns.map(both), rows.map(({ cells }) => cells.map(cellText)));
