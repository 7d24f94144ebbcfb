import type { Comparator } from '@yanshou/telemetry';
import { LEG_NAMES, VERDICTS, decimalFraction, declaredSharesText, withUnit } from '@yanshou/catalogue';
import type { BilingualText, FigureCell, FigureTable, LegFigure, SourceKind } from '@yanshou/catalogue';
import { displayWidth, padToWidth } from './display-width.js';
import { exactValue, formatShare, formatValue } from './format-value.js';
import { loweredText } from './lowered-text.js';
import type { IndicatorRow, RatioFigure, SourceShares } from './indicator-row.js';
import { sufficiencyText } from './sufficiency/sufficiency-table.js';

export type TableLanguage = 'zh' | 'en';

/** Names of projects as people know them; an id without one stands for itself. */
export type ProjectNames = ReadonlyMap<string, { readonly zh: string; readonly en: string }>;

const HEADINGS = {
  zh: ['指标', '条款', '目标值', '核算值', '数据完整率 设备 / 平台', '结论', '公式 · 输入摘要'],
  en: ['indicator', 'clause', 'target', 'value', 'coverage device / platform', 'verdict', "formula · inputs' digest"],
} as const;

const SIGNS: Readonly<Record<Comparator, string>> = { '>=': '≥', '<=': '≤', '>': '>', '<': '<', '=': '=' };
const SIMULATED = '模拟数据 SIMULATED';
const REPLAYED = '回放数据 REPLAYED';
const GAP = '  ';
const DIGEST_PREFIX = 'sha256:';
/** Enough hex digits for a person to compare; the whole digest is in the JSON. */
const DIGEST_SHOWN = 12;

/**
 * The acceptance table for a terminal, grouped by project in the order of the rows; columns are aligned over all
 * projects. A project with simulated or replayed readings carries its stamp. Ends without a line feed.
 */
export function renderTable(rows: readonly IndicatorRow[], language: TableLanguage, names: ProjectNames = new Map()): string {
  const cells = rows.map((row) => cellsOf(row, language));
  const widths = HEADINGS[language].map((heading, column) =>
    cells.reduce((width, line) => Math.max(width, displayWidth(line[column] ?? '')), displayWidth(heading)));
  const projects = [...new Set(rows.map((row) => row.project))];
  return projects.map((project) => {
    const own = rows.filter((row) => row.project === project);
    const lines = own.flatMap((row) => [aligned(cellsOf(row, language), widths), ...remarks(row, language).map((remark) => `${GAP}· ${remark}`)]);
    return [titleOf(project, own, language, names), aligned(HEADINGS[language], widths), ruler(widths), ...lines].join('\n');
  }).join('\n\n');
}

/** What stands below a line: why there is no verdict, and the second figure with the three counts where there are any. */
function remarks(row: IndicatorRow, language: TableLanguage): readonly string[] {
  const reasons = reasonsOf(row, language);
  if (row.value === null) return [...reasons, ...(row.figures.tables ?? []).map((table) => modelText(table, language))];
  return row.figures.byCalendar24h === undefined ? reasons : [...reasons, countsText(row, row.figures.byCalendar24h, language)];
}

function reasonsOf({ reasons, figures: { sufficiency, legs, sources } }: IndicatorRow, language: TableLanguage): readonly string[] {
  return [
    ...reasons.map((reason) => reason[language]), ...(sufficiency?.gates ? [sufficiencyText(sufficiency, language)] : []),
    ...(legs ? [legsText(legs, language)] : []), ...(sources && legs ? [sourcesText(sources, legs, language)] : []),
  ];
}

/** The second figure, by the 24 h calendar, and the three counts. */
function countsText(row: IndicatorRow, byCalendar24h: RatioFigure, language: TableLanguage): string {
  const { everConnected = 0, validInWindow = 0, verifiedOnSite = 0 } = row.figures;
  const ratio = byCalendar24h.denominator === 1 && row.scale === 1 ? `${byCalendar24h.numerator}` : `${byCalendar24h.numerator}/${byCalendar24h.denominator}`;
  const exempt = formatShare(row.figures.exemptShare);
  return language === 'zh'
    ? `按 24 小时日历 ${ratio}；曾联网 ${everConnected} 台，期内有效 ${validInWindow} 台，现场核验 ${verifiedOnSite} 台；豁免时间 ${exempt}`
    : `by 24 h calendar ${ratio}; ever connected ${everConnected}, valid in the window ${validInWindow}, verified on site ${verifiedOnSite}; exempt time ${exempt}`;
}

/** What is known where there is no value: `title: name value unit; …`. */
const modelText = ({ title, rows }: FigureTable, language: TableLanguage): string =>
  `${title[language]}: ${rows.map((cells) => cells.map((cell) => cellText(cell, language)).join(' ').trim()).join(language === 'zh' ? '；' : '; ')}`;

function cellText(cell: FigureCell, language: TableLanguage): string {
  if (cell === null) return '—';
  if (typeof cell === 'number') return Number.isInteger(cell) ? String(cell) : formatValue(decimalFraction(cell), LEG_PLACES);
  return typeof cell === 'string' ? cell : cell[language];
}

/** How much of a gain machines counted, and how much somebody stated: how many figures, and of each quantity its share by amount. */
export function sourcesText({ measured, declared }: SourceShares, legs: readonly LegFigure[], language: TableLanguage): string {
  const shares = declaredSharesText(legs, language, formatShare);
  return language === 'zh'
    ? `数据项 ${measured + declared} 个：实测 ${measured}，填报 ${declared}${shares === '' ? '' : `；按数量计的填报占比：${shares}`}`
    : `${measured + declared} amounts: ${measured} measured, ${declared} declared${shares === '' ? '' : `; declared share by amount: ${shares}`}`;
}

const SOURCES: Readonly<Record<SourceKind, BilingualText>> = {
  'collected': { zh: '自动采集', en: 'collected' },
  'other-system': { zh: '其他系统', en: 'from another system' },
  'entered': { zh: '人工填报', en: 'entered by hand' },
  'imported': { zh: '事后导入', en: 'imported afterwards' },
};
const LEG_PLACES = 4;

/** Both legs of a gain with what they are made of, their source and their device coverage. */
function legsText(legs: readonly LegFigure[], language: TableLanguage): string {
  return legs.map((leg) => {
    const amounts = leg.quantities.map(({ amount, unit }) => withUnit(formatValue(decimalFraction(amount), 2), unit, language)).join(' ÷ ');
    const value = withUnit(formatValue(decimalFraction(leg.value), LEG_PLACES), leg.unit, language);
    const coverage = leg.intervals && leg.intervals.expected > 0 ? formatShare(leg.intervals.valid / leg.intervals.expected) : '—';
    return language === 'zh'
      ? `${LEG_NAMES[leg.leg].zh} ${value}（${amounts}；${SOURCES[leg.sourceKind].zh}；设备数据完整率 ${coverage}）`
      : `${LEG_NAMES[leg.leg].en} ${value} (${amounts}; ${SOURCES[leg.sourceKind].en}; device coverage ${coverage})`;
  }).join(language === 'zh' ? '；' : '; ');
}

function titleOf(project: string, rows: readonly IndicatorRow[], language: TableLanguage, names: ProjectNames): string {
  const name = names.get(project)?.[language];
  return [name === undefined ? project : `${name} (${project})`, ...stampsOf(rows).map((stamp) => `[${stamp}]`)].join(GAP);
}

/** The marks that values from other than live readings carry wherever they are shown. */
export function stampsOf(rows: readonly Pick<IndicatorRow, 'origins'>[]): readonly string[] {
  const seen = new Set(rows.flatMap((row) => row.origins));
  return [...(seen.has('simulated') ? [SIMULATED] : []), ...(seen.has('replayed') ? [REPLAYED] : [])];
}

const aligned = (cells: readonly string[], widths: readonly number[]): string =>
  cells.map((cell, column) => padToWidth(cell, widths[column] ?? 0)).join(GAP).trimEnd();

const ruler = (widths: readonly number[]): string => widths.map((width) => '─'.repeat(width)).join(GAP);

function cellsOf(row: IndicatorRow, language: TableLanguage): readonly string[] {
  return [
    language === 'zh' ? row.nameZh : row.indicator,
    row.clause,
    targetText(row, language),
    valueText(row, language),
    `${formatShare(row.coverage)} / ${formatShare(row.platformCoverage)}`,
    VERDICTS[row.verdict][language],
    `${row.formulaVersion} · ${row.inputsDigest.slice(DIGEST_PREFIX.length, DIGEST_PREFIX.length + DIGEST_SHOWN)}`,
  ];
}

function targetText(row: IndicatorRow, language: TableLanguage): string {
  if (row.target === null) return '—';
  const target = `${SIGNS[row.comparator]} ${withUnit(String(row.target), row.unit, language)}`;
  const lowered = loweredText(row, language);
  if (lowered === null) return target;
  return language === 'zh' ? `${target}（${lowered}）` : `${target} (${lowered})`;
}

type ValueCell = Pick<IndicatorRow, 'numerator' | 'denominator' | 'scale' | 'unit' | 'comparator' | 'target'> & Partial<Pick<IndicatorRow, 'value' | 'figures'>>;

/** `66.67 % (2/3)`; a count stands alone, and so does a gain: its legs are what it is made of. */
export function valueText(row: ValueCell, language: TableLanguage): string {
  const value = exactValue(row);
  if (value === null) return '—';
  const isCount = row.scale === 1 && row.denominator === 1;
  const against = row.target === null ? undefined : { comparator: row.comparator, target: row.target };
  const text = withUnit(formatValue(value, isCount ? 0 : 2, against), row.unit, language);
  return isCount || row.figures?.legs || row.numerator === null ? text : `${text} (${row.numerator}/${row.denominator})`;
}
