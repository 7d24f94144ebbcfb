import type { Content } from './document.js';
import { LEG_NAMES } from '@yanshou/catalogue';
import type { IndicatorTrace, TracedStep } from '@yanshou/kpi';
import { localTime } from '../moments.js';
import { calendarLines, seriesTable, stepLines, stepTable } from '../trace-lines.js';
import { TRACE_WORDS } from '../trace-words.js';
import type { ReportLanguage } from '../words.js';
import { pdfTable } from './pdf-table.js';

/** How the value came about, step by step. Nothing for a statement of an earlier version, or a value that is none. */
export function tracePart(trace: IndicatorTrace | undefined, { language, zone }: { readonly language: ReportLanguage; readonly zone: string }): readonly Content[] {
  if (trace === undefined || trace.steps.length === 0) return [];
  const periods = trace.periods.map(({ leg, from, to }) => `${LEG_NAMES[leg][language]} ${localTime(from, zone)} – ${localTime(to, zone)}`);
  const series = seriesTable(trace.series, language);
  return [
    { text: TRACE_WORDS.title[language], style: 'heading' },
    { text: `${periods.join(language === 'zh' ? '；' : '; ')} (${zone}). ${TRACE_WORDS.how[language]}`, style: 'muted' },
    ...calendarLines(trace, zone, language).map((text) => ({ text: `· ${text}`, fontSize: 8 })),
    ...trace.steps.flatMap((step, index) => stepPart(step, index + 1, language)),
    { text: trace.verdict[language], margin: [0, 3, 0, 2] },
    ...trace.coverage.flatMap((step, index) => stepPart(step, index + 1, language, index === 0 ? TRACE_WORDS.coverage[language] : null)),
    ...(series === null ? [] : pdfTable(series)),
  ];
}

/** A heading stays with the step below it. */
function stepPart(step: TracedStep, number: number, language: ReportLanguage, heading: string | null = null): readonly Content[] {
  const table = stepTable(step, language);
  const lines = stepLines(step, language).map((text) => ({ text, fontSize: 8.5, margin: [12, 0, 0, 0] as [number, number, number, number] }));
  return [{ stack: [...(heading === null ? [] : [{ text: heading, style: 'heading' }]), { text: `${number}. ${step.title[language]}`, bold: true }, ...lines], unbreakable: lines.every(({ text }) => text.length < LONGEST_TOGETHER), margin: [0, 3, 0, 1] }, ...(table === null ? [] : pdfTable(table))];
}

/** What might be higher than a page has to break. */
const LONGEST_TOGETHER = 800;
