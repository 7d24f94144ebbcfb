import { Failure, MICROS_PER_HOUR, fail, formatIsoMicros, legPeriod, ok } from '@yanshou/telemetry';
import type { Leg, ProjectContract, Result } from '@yanshou/telemetry';
import { ExtractFold, definitionFor, deliveryDowntime, explainAll } from '@yanshou/kpi';
import type { EvaluationContext, ExplainedRow, IndicatorRow, IndicatorTrace } from '@yanshou/kpi';
import { calendarFindings } from './calendar-findings.js';
import { DATA_FILES, TAG_FILES, bundleFolder } from './bundle-layout.js';
import { bagInfoText } from './bag-texts.js';
import type { BundleContents } from './bundle-contents.js';
import { canonicalJson } from './canonical-json.js';
import { definitionData } from './definition-data.js';
import { readCheckedExtract } from './extract-check.js';
import type { ExtractSource } from './extract-source.js';
import { finding } from './findings.js';
import type { Finding } from './findings.js';
import { tooLarge } from './recompute-bounds.js';
import { lostSessionFindings } from './lost-session-findings.js';
import { ReceiptCheck } from './receipt-check.js';
import { downtimeAfterFindings, silenceFindings } from './silence-findings.js';

/** The bundle around its parsed files: what the checks of agreement read. */
export interface BundleFrame {
  readonly folder: string;
  readonly bagInfo: string;
  readonly payload: { readonly bytes: number; readonly files: number };
}

export interface Recomputation {
  readonly findings: readonly Finding[];
  /** The rows as computed here; empty where nothing could be computed. */
  readonly rows: readonly IndicatorRow[];
  /** Of the rows, in their order. */
  readonly traces: readonly IndicatorTrace[];
  readonly readings: number;
}

/** Whether the files of a bundle say the same of project, period, folder and definitions. */
export function checkAgreement({ report, contract, inventory, inputs, definitions }: BundleContents, frame: BundleFrame): readonly Finding[] {
  const project = report.project.id;
  const info = bagInfoText({ identifier: frame.folder, createdAt: report.createdAt, platformVersion: report.platformVersion, payloadBytes: frame.payload.bytes, payloadFiles: frame.payload.files });
  const facts: readonly (readonly [boolean, Finding])[] = [
    [frame.folder === bundleFolder(project, report.assessment), finding('folder-name', '', { expected: bundleFolder(project, report.assessment), actual: frame.folder })],
    [frame.bagInfo === info, finding('tag-text-differs', TAG_FILES.info, { expected: info, actual: frame.bagInfo })],
    [contract.project === project, finding('contents-disagree', DATA_FILES.contract, { place: 'project', expected: project, actual: contract.project })],
    [inventory.project === project, finding('contents-disagree', DATA_FILES.inventory, { place: 'project', expected: project, actual: inventory.project })],
    [samePeriod(report.period, contract), finding('contents-disagree', DATA_FILES.report, { place: 'period', expected: periodText(contract), actual: `${report.period.from} – ${report.period.to}` })],
    [(contract.baseline === undefined) === (inputs.extracts.baseline === undefined), finding('contents-disagree', DATA_FILES.inputs, { place: 'extracts.baseline' })],
  ];
  return [...facts.filter(([agrees]) => !agrees).map(([, fault]) => fault), ...calendarFindings(contract), ...silenceFindings(contract, inputs), ...downtimeAfterFindings(contract, inputs), ...lostSessionFindings(contract, inputs), ...definitionFindings({ report, contract, definitions }), ...promised(report, contract)];
}

const samePeriod = (period: { readonly from: string; readonly to: string }, contract: ProjectContract): boolean =>
  `${period.from} – ${period.to}` === periodText(contract);
const periodText = ({ window }: ProjectContract): string => `${formatIsoMicros(window.from)} – ${formatIsoMicros(window.to)}`;

/** The definitions must be those of the report's rows, in their order, and the verifier's own of the same version. */
function definitionFindings({ report, contract, definitions }: Pick<BundleContents, 'report' | 'contract' | 'definitions'>): readonly Finding[] {
  const ids = report.indicators.map(({ row }) => row.indicator);
  const given = definitions.map(({ id }) => id);
  const order = given.join() === ids.join() ? [] : [finding('contents-disagree', DATA_FILES.definitions, { place: 'id', expected: ids.join(), actual: given.join() })];
  return [...order, ...definitions.flatMap((given) => {
    const own = definitionFor(given.id, contract);
    const place = { place: given.id };
    if (own === undefined) return [finding('indicator-unknown', DATA_FILES.definitions, place)];
    if (own.formulaVersion !== given.formulaVersion) return [finding('formula-version-unknown', DATA_FILES.definitions, { ...place, expected: own.formulaVersion, actual: given.formulaVersion })];
    return differences(definitionData(own), given).map(({ member, expected, actual }) => finding('definition-differs', DATA_FILES.definitions, { place: `${given.id}.${member}`, expected, actual }));
  })];
}

/** Every target of the contract has its row, once. */
function promised(report: BundleContents['report'], contract: ProjectContract): readonly Finding[] {
  const ids = report.indicators.map(({ row }) => row.indicator);
  const missing = contract.targets.map(({ indicator }) => indicator).filter((id) => !ids.includes(id));
  const doubled = ids.filter((id, index) => ids.indexOf(id) !== index);
  return [
    ...[...new Set(missing)].map((place) => finding('indicator-missing', DATA_FILES.report, { place })),
    ...[...new Set(doubled)].map((place) => finding('indicator-doubled', DATA_FILES.report, { place })),
  ];
}

/**
 * Computes every indicator of the report anew from contract, inventory, inputs and readings, and compares rows as
 * canonical JSON. Findings name indicator and field with both values: expected is what was computed here.
 */
export async function recompute(contents: BundleContents, extracts: Readonly<Partial<Record<Leg, ExtractSource>>>): Promise<Recomputation> {
  const { reporting, baseline } = contents.inputs.extracts;
  const readings = reporting.rows + (baseline?.rows ?? 0);
  try {
    const large = tooLarge(contents);
    const computed = large === undefined ? await rowsOf(contents, extracts) : fail(large);
    if (!computed.ok) return { findings: [computed.reason], rows: [], traces: [], readings };
    const rows = computed.value.map(({ row }) => row);
    return { findings: rows.flatMap((row, index) => rowFindings(row, contents.report.indicators[index]?.row)), rows, traces: computed.value.map(({ trace }) => trace), readings };
  } catch (error) {
    return { findings: [finding('recomputation-impossible', DATA_FILES.inputs, { actual: reasonOf(error) })], rows: [], traces: [], readings };
  }
}

/** The rows, or why the extracts give none. */
async function rowsOf(contents: BundleContents, extracts: Readonly<Partial<Record<Leg, ExtractSource>>>): Promise<Result<readonly ExplainedRow[], Finding>> {
  const fold = new ExtractFold(contents.inventory, contents.contract, contents.inputs.batches, deliveryDowntime(contents.inputs));
  const fault = (await foldLeg(contents, fold, 'baseline', extracts.baseline)) ?? (await foldLeg(contents, fold, 'reporting', extracts.reporting));
  if (fault !== undefined) return fail(fault);
  const hidden = [...fold.origins].filter((origin) => !contents.inputs.origins.includes(origin));
  if (hidden.length > 0) return fail(finding('contents-disagree', DATA_FILES.inputs, { place: 'origins', expected: hidden.join(), actual: contents.inputs.origins.join() }));
  for (const hour of contents.inputs.heartbeats) fold.addHeartbeats(hour);
  return ok(explainAll(contextOf(contents, fold), contents.report.indicators.map(({ row }) => row.indicator)));
}

const reasonOf = (error: unknown): string => (error instanceof Failure ? `${error.code}: ${error.message}` : error instanceof Error ? error.message : String(error));

async function foldLeg({ contract, inputs }: BundleContents, fold: ExtractFold, leg: Leg, source: ExtractSource | undefined): Promise<Finding | undefined> {
  const period = legPeriod(contract, leg);
  const facts = inputs.extracts[leg];
  if (period === undefined) return undefined;
  if (facts === undefined || source === undefined) return finding('file-missing', DATA_FILES[leg]);
  const wanted = { from: Math.floor(period.from / MICROS_PER_HOUR) * MICROS_PER_HOUR, to: Math.ceil(period.to / MICROS_PER_HOUR) * MICROS_PER_HOUR };
  if (facts.from > wanted.from || facts.to < wanted.to) {
    return finding('extract-does-not-cover', DATA_FILES[leg], { expected: `${formatIsoMicros(wanted.from)} – ${formatIsoMicros(wanted.to)}`, actual: `${formatIsoMicros(facts.from)} – ${formatIsoMicros(facts.to)}` });
  }
  const receipts = new ReceiptCheck(leg, inputs);
  const fault = await readCheckedExtract(source, { leg, project: contract.project, facts }, (reading) => {
    fold.add(leg, reading);
    receipts.add(reading);
  });
  return fault ?? receipts.fault;
}

const contextOf = ({ inventory, contract, inputs }: BundleContents, fold: ExtractFold): EvaluationContext => ({
  inventory, contract, ...fold.finish(),
  evidence: inputs.evidence, figures: inputs.figures, batches: inputs.batches ?? [], everConnected: new Set(inputs.everConnected),
  platformCoverage: inputs.platformCoverage, ...(inputs.baselinePlatformCoverage && { baselinePlatformCoverage: inputs.baselinePlatformCoverage }), ...(inputs.platformSilence && { platformSilence: inputs.platformSilence }),
  ...(inputs.lostSessions && { lostSessions: inputs.lostSessions }), ...(inputs.downtimeAfter && { downtimeAfter: inputs.downtimeAfter }), ...(inputs.messages && { messages: inputs.messages }), origins: inputs.origins,
});

const rowFindings = (row: IndicatorRow, reported: unknown): readonly Finding[] =>
  differences(row, reported).map(({ member, expected, actual }) => finding('row-differs', DATA_FILES.report, { place: `${row.indicator}.${member}`, expected, actual }));

/** Members of their own, whatever they are called, in which two objects differ as canonical JSON, with both values; `—` for one that is absent. */
export function differences(expected: object, actual: unknown): readonly { readonly member: string; readonly expected: string; readonly actual: string }[] {
  const [left, right] = [expected as Members, (actual ?? {}) as Members];
  const members = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
  return members.flatMap((member) => {
    const [own, theirs] = [wordOf(left, member), wordOf(right, member)];
    return own === theirs ? [] : [{ member, expected: own, actual: theirs }];
  });
}

type Members = Readonly<Record<string, unknown>>;
const wordOf = (of: Members, member: string): string => (Object.hasOwn(of, member) && of[member] !== undefined ? canonicalJson(of[member]) : '—');
