import type { Content, TableCell } from './document.js';
import { VERDICTS } from '@yanshou/catalogue';
import type { StatedIndicator } from '@yanshou/reports';
import { deviceList, deviceTables } from '../device-tables.js';
import { figureTables } from '../figure-tables.js';
import { FOUR_COLUMNS, fourFigureLines } from '../four-figures.js';
import { indicatorFacts } from '../indicator-facts.js';
import type { SectionContext } from '../indicator-section.js';
import { evidenceFacts, legTable, sourcesLine } from '../leg-tables.js';
import { sufficiencyLine } from '../sufficiency-line.js';
import { targetChart } from '../target-chart.js';
import { SOURCE_WORDS, WORDS } from '../words.js';
import type { ReportLanguage } from '../words.js';
import { COLOURS, GRID, PAGE, VERDICT_COLOURS } from './page-style.js';
import { pdfFacts, pdfTable, widthsOf } from './pdf-table.js';
import { sectionId } from './summary-page.js';
import { tracePart } from './trace-part.js';

/** Everything of one indicator, on pages of its own. */
export const indicatorPages = (indicator: StatedIndicator, number: number, context: SectionContext): readonly Content[] => [
  ...headline(indicator, number, context.language),
  figureTable(indicator, context),
  { text: `${WORDS.weakest[context.language]}: ${SOURCE_WORDS[indicator.weakestSource][context.language]}`, style: 'muted' },
  ...chart(indicator, context.language),
  pdfFacts(indicatorFacts(indicator, context.language).map(([word, text]) => [WORDS[word][context.language], text] as const)),
  ...basis(indicator, context),
  ...tracePart(indicator.trace, context),
];

/** The heading of all indicators stands above the first one. */
function headline({ row }: StatedIndicator, number: number, language: ReportLanguage): readonly Content[] {
  const title = `${number}. ${language === 'zh' ? row.nameZh : row.nameEn}`;
  const all = { text: WORDS.details[language], style: 'section', outline: true, outlineExpanded: true, id: 'indicators', pageBreak: 'before' as const };
  const named = {
    text: [title, { text: `  ${row.indicator}`, bold: false, fontSize: 8, color: COLOURS.muted }], style: 'indicator',
    id: sectionId(number), outline: true, outlineText: title, outlineParentId: all.id,
  };
  return [
    ...(number === 1 ? [all] : []),
    {
      columns: [
        { width: '*', stack: [named] },
        { width: 'auto', text: VERDICTS[row.verdict][language], bold: true, color: VERDICT_COLOURS[row.verdict], fontSize: 11 },
      ],
      columnGap: 8, margin: [0, 0, 0, 4], ...(number === 1 ? {} : { pageBreak: 'before' as const }),
    },
  ];
}

/** Target, unit, platform and auditor side by side. */
function figureTable(indicator: StatedIndicator, { language, zone }: SectionContext): Content {
  const head = ['', ...FOUR_COLUMNS.map((word) => WORDS[word][language])].map((text): TableCell => ({ text, bold: true, fillColor: COLOURS.head }));
  const lines = fourFigureLines(indicator, language, zone).map(({ label, cells }, index): TableCell[] =>
    [{ text: label, bold: true, fillColor: COLOURS.head }, ...cells.map((text) => ({ text, bold: index === 0 }))]);
  return { layout: GRID, fontSize: 8.5, margin: [0, 2, 0, 3], table: { headerRows: 1, widths: widthsOf([64, 100, 110, 100, 110]), body: [head, ...lines] } };
}

function chart(indicator: StatedIndicator, language: ReportLanguage): readonly Content[] {
  const drawn = targetChart(indicator, language);
  return drawn === null ? [] : [{ svg: drawn.text, width: PAGE.width, margin: [0, 4, 0, 4] }];
}

/** What the value rests on: legs, sufficiency, gaps, evidence and devices. */
function basis({ row }: StatedIndicator, { language, createdAt }: SectionContext): readonly Content[] {
  const { legs, sources, sufficiency, tables, evidence } = row.figures;
  const [legLines, list, items] = [legTable(legs, language), deviceList(row, language), evidenceFacts(evidence, language)];
  const source = sourcesLine(sources, legs, language);
  const repair = sufficiencyLine(sufficiency, createdAt, language);
  return [
    ...(legLines === null ? [] : pdfTable(legLines)), ...(source === null ? [] : [{ text: source }]), ...(repair === null ? [] : [{ text: repair, bold: true, margin: [0, 3, 0, 2] as [number, number, number, number] }]),
    ...figureTables(tables, language).flatMap((table) => pdfTable(table)),
    ...(items.length === 0 ? [] : [{ text: WORDS.evidence[language], style: 'heading' }, pdfFacts(items, 150)]),
    ...(list === null ? [] : [{ text: list.title, style: 'heading' }, { text: list.ids, fontSize: 8 }, ...(list.more === null ? [] : [{ text: list.more, style: 'muted' }])]),
    ...deviceTables(row, language).flatMap((table) => pdfTable(table)),
  ];
}
