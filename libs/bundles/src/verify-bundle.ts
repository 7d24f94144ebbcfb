import { DATA_FILES, TAG_FILES, checkAgreement, checkBag, checkOpinions, finding, readContents, recompute, sha256Hex } from '@yanshou/evidence';
import type { BundleContents, CheckedBag, CheckedOpinions, ExtractSource, Finding } from '@yanshou/evidence';
import type { IndicatorRow } from '@yanshou/kpi';
import { LEGS, formatIsoMicros } from '@yanshou/telemetry';
import type { AssessmentWindow, Leg } from '@yanshou/telemetry';
import type { BundleFile } from './bundle-file.js';
import { openBundle } from './open-bundle.js';
import type { OpenedBundle } from './open-bundle.js';
import { parquetExtract } from './parquet-extract.js';
import { statementFindings } from './statement-findings.js';
import { linkFindings, supersededFindings } from './superseded-findings.js';

/** The checks in their order; each needs the ones before it. */
export const VERIFICATION_STEPS = ['archive', 'files', 'signature', 'contents', 'recomputation'] as const;
export type VerificationStep = (typeof VERIFICATION_STEPS)[number];

/** `skipped`: not run, because a check before it failed. */
export type StepOutcome = 'passed' | 'failed' | 'skipped';

export interface VerificationOptions {
  /** Fingerprint of the auditor's own copy of the key. */
  readonly trustedKeyId?: string;
  /** The bundle of the statement that this one corrects: the link between the two is then checked. */
  readonly superseded?: BundleFile;
  /** The file of auditors' opinions on the statement: checked with it, by the same key. */
  readonly opinions?: string;
  /** Share of the work that is done, 0…1. */
  readonly progress?: (share: number) => void;
}

/** What came out. Plain data. */
export interface Verification {
  /** Whole, signed (by the trusted key where one was given) and recomputed equal; where opinions were given, they are sound as well. */
  readonly verified: boolean;
  readonly steps: Readonly<Record<VerificationStep, StepOutcome>>;
  readonly findings: readonly Finding[];
  readonly folder: string | null;
  /** Fingerprint of the key that signed; null without a good signature. */
  readonly keyId: string | null;
  /** Whether it is the auditor's own copy of the key that the signature was checked with. */
  readonly originProven: boolean;
  /** Rows as recomputed here; empty where nothing could be computed. */
  readonly rows: readonly IndicatorRow[];
  readonly files: number;
  readonly readings: number;
  /** The period assessed and the one that the contract fixed, null in bundles that do not tell it; null where the contents could not be read. */
  readonly periods: { readonly assessed: Span; readonly contract: Span | null } | null;
  /** What auditors say of the statement; null where no file of opinions was given, or the bundle by itself is not verified. */
  readonly opinions: Omit<CheckedOpinions, 'findings'> | null;
}

/** ISO 8601, from ≤ t < to. */
interface Span {
  readonly from: string;
  readonly to: string;
}

/** Share of the work that is reading and digesting, and with the readings folded; the rest is computing the indicators. */
const READING = 0.3;
const FOLDED = 0.95;

/**
 * Checks a bundle off line: the zip, every file against manifests and signature, that the files agree, and every
 * indicator recomputed from the readings. Memory is bounded by the inventory and the period, not by the readings. Never
 * rejects for what is in the file; an input/output error of the file itself is passed on.
 */
export async function verifyBundle(file: BundleFile, options: VerificationOptions = {}): Promise<Verification> {
  const opened = await openBundle(file);
  if (!opened.ok) return outcome({ archive: opened.reason });
  const bundle = opened.value;
  const progress = options.progress ?? (() => undefined);
  const bag = await checkBag(bundle, { ...options, progress: readingShare(bundle.bytes, progress) });
  const { signature, files } = bySource(bag.findings);
  const known = { folder: bundle.folder, keyId: bag.keyId ?? null, originProven: bag.keyId !== undefined && bag.keyId === options.trustedKeyId, files: bundle.paths.length };
  if (files.length + signature.filter(({ code }) => code !== 'signature-other-key').length > 0) return outcome({ archive: [], files, signature }, known);
  const { contents, findings: disagreeing } = agreed(bag, bundle);
  const seen = { ...known, periods: contents === undefined ? null : periodsOf(contents) };
  const findings = contents === undefined ? disagreeing : [...disagreeing, ...(await ofLink(contents, options.superseded))];
  if (contents === undefined || findings.length > 0) return outcome({ archive: [], files, signature, contents: findings }, seen);
  const recomputation = await recomputed(contents, bundle, (share) => progress(READING + (FOLDED - READING) * share));
  progress(1);
  return withOpinions(outcome({ archive: [], files, signature, contents: [], recomputation: recomputation.findings }, { ...seen, rows: recomputation.rows, readings: recomputation.readings }), options.opinions, { contents, bag });
}

/** Opinions bind the digest of the report: only of one that was recomputed is it told whether they fit it. */
async function withOpinions(verification: Verification, file: string | undefined, { contents: { report }, bag }: { readonly contents: BundleContents; readonly bag: CheckedBag }): Promise<Verification> {
  if (file === undefined || !verification.verified) return verification;
  const digest = `sha256:${sha256Hex(bag.texts.get(DATA_FILES.report) ?? '')}`;
  const statement = { project: report.project.id, assessment: report.assessment, digest, rows: verification.rows };
  const { findings, ...opinions } = await checkOpinions(file, statement, verification.keyId ?? undefined);
  return { ...verification, verified: findings.length === 0, findings, opinions };
}

function periodsOf({ contract: { window, reportingWindow } }: BundleContents): Verification['periods'] {
  const text = ({ from, to }: AssessmentWindow): Span => ({ from: formatIsoMicros(from), to: formatIsoMicros(to) });
  return { assessed: text(window), contract: reportingWindow === undefined ? null : text(reportingWindow) };
}

function readingShare(bytes: number, progress: (share: number) => void): (read: number) => void {
  let done = 0;
  return (read) => progress(READING * Math.min(1, (done += read) / Math.max(1, bytes)));
}

const isOfSignature = ({ code }: Finding): boolean => code.startsWith('signature-') || code === 'format-unknown';

function bySource(findings: readonly Finding[]): { readonly signature: readonly Finding[]; readonly files: readonly Finding[] } {
  return { signature: findings.filter(isOfSignature), files: findings.filter((one) => !isOfSignature(one)) };
}

function agreed(bag: CheckedBag, { folder }: OpenedBundle): { readonly contents: BundleContents | undefined; readonly findings: readonly Finding[] } {
  const { contents, findings } = readContents(bag.texts);
  if (contents === undefined) return { contents, findings };
  return { contents, findings: checkAgreement(contents, { folder, bagInfo: bag.texts.get(TAG_FILES.info) ?? '', payload: bag.payload }) };
}

interface Recomputed {
  readonly findings: readonly Finding[];
  readonly rows: readonly IndicatorRow[];
  readonly readings: number;
}

async function recomputed(contents: BundleContents, bundle: OpenedBundle, progress: (share: number) => void): Promise<Recomputed> {
  const { reporting, baseline } = contents.inputs.extracts;
  const share = counter(reporting.rows + (baseline?.rows ?? 0), progress);
  const costly = costlyExtracts(contents, bundle);
  if (costly.length > 0) return { findings: costly, rows: [], readings: 0 };
  const sources = await Promise.all([extract(bundle, 'reporting', share), extract(bundle, 'baseline', share)]);
  const faults = sources.flatMap(({ fault }) => (fault === undefined ? [] : [fault]));
  if (faults.length > 0) return { findings: faults, rows: [], readings: 0 };
  const [first, second] = sources;
  const result = await recompute(contents, { ...(first?.source && { reporting: first.source }), ...(second?.source && { baseline: second.source }) });
  return { ...result, findings: [...result.findings, ...(result.rows.length === 0 ? [] : statementFindings(result, contents))] };
}

/** Readings of a small file, and those of each byte beyond: of the densest that a platform writes a reading takes more than a byte. */
const FREE_ROWS = 5_000_000;
const ROWS_A_BYTE = 2;

/** A reading costs the same whether it takes a byte or a thousandth of one: a file of runs must not be an afternoon's work. */
function costlyExtracts({ inputs: { extracts } }: BundleContents, bundle: OpenedBundle): readonly Finding[] {
  return LEGS.flatMap((leg) => {
    const most = FREE_ROWS + ROWS_A_BYTE * bundle.sizeOf(DATA_FILES[leg]);
    const rows = extracts[leg]?.rows ?? 0;
    return rows <= most ? [] : [finding('extract-too-costly', DATA_FILES[leg], { expected: `≤ ${most}`, actual: String(rows) })];
  });
}

function counter(rows: number, progress: (share: number) => void): (read: number) => void {
  let done = 0;
  return (read) => progress(Math.min(1, (done += read) / Math.max(1, rows)));
}

async function extract(bundle: OpenedBundle, leg: Leg, counted: (rows: number) => void): Promise<{ readonly source?: ExtractSource; readonly fault?: Finding }> {
  const file = await bundle.randomAccess(DATA_FILES[leg]);
  if (file === undefined) return {};
  if (!file.ok) return { fault: file.reason };
  const { pages } = parquetExtract(file.value);
  return {
    source: {
      pages: async function* () {
        for await (const page of pages()) {
          yield page;
          if (page.ok) counted(page.value.length);
        }
      },
    },
  };
}

const ofLink = async (contents: BundleContents, superseded: BundleFile | undefined): Promise<readonly Finding[]> =>
  [...linkFindings(contents), ...(superseded === undefined ? [] : await supersededFindings(contents, superseded))];

type Found = Partial<Record<VerificationStep, readonly Finding[]>>;

function outcome(found: Found, known: Partial<Verification> = {}): Verification {
  const steps = Object.fromEntries(VERIFICATION_STEPS.map((step) => [step, found[step] === undefined ? 'skipped' : found[step].length === 0 ? 'passed' : 'failed'])) as Record<VerificationStep, StepOutcome>;
  const findings = VERIFICATION_STEPS.flatMap((step) => found[step] ?? []);
  return {
    folder: null, keyId: null, originProven: false, rows: [], files: 0, readings: 0, periods: null, opinions: null, ...known,
    verified: Object.values(steps).every((step) => step === 'passed'), steps, findings,
  };
}
