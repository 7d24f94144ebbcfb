import { DATA_FILES, differences, finding, parseCanonical, readReport, sha256Hex, sizeLimit } from '@yanshou/evidence';
import type { BundleContents, Finding } from '@yanshou/evidence';
import { restatementOf, supersededOf } from '@yanshou/reports';
import type { Statement } from '@yanshou/reports';
import type { BundleFile } from './bundle-file.js';
import { openBundle } from './open-bundle.js';

/** Whether a statement corrects the one that it names as corrected. */
export function linkFindings({ report }: BundleContents): readonly Finding[] {
  const { supersedes, restatement } = report as unknown as Statement;
  if (restatement === undefined || restatement.assessment === supersedes) return [];
  return [finding('contents-disagree', DATA_FILES.report, { place: 'restatement.assessment', expected: String(supersedes), actual: restatement.assessment })];
}

/**
 * Whether the superseded statement, as its own bundle holds it, is the one that the restatement names by its digest, and
 * whether what the restatement says was in it was in it. The other bundle is not verified here: its signature is its own affair.
 */
export async function supersededFindings({ report }: BundleContents, other: BundleFile): Promise<readonly Finding[]> {
  const reported = report as unknown as Statement;
  if (reported.restatement === undefined) return [finding('superseded-differs', DATA_FILES.report, { place: 'restatement', expected: 'a restatement', actual: 'none' })];
  const text = await reportOf(other);
  if (typeof text !== 'string') return [text];
  const digest = `sha256:${sha256Hex(text)}`;
  const { restatement } = reported;
  if (digest !== restatement.statementDigest) {
    return [finding('superseded-differs', DATA_FILES.report, { place: 'restatement.statementDigest', expected: digest, actual: restatement.statementDigest })];
  }
  const parsed = parseCanonical(text);
  const statement = parsed.ok ? readReport(parsed.value) : undefined;
  if (statement?.ok !== true) return [finding('superseded-differs', DATA_FILES.report, { place: 'restatement', expected: 'a statement' })];
  const expected = restatementOf(supersededOf(statement.value as unknown as Statement, digest), reported.indicators.map(({ row }) => row));
  return differences(expected, restatement).map(({ member, ...differing }) => finding('superseded-differs', DATA_FILES.report, { place: `restatement.${member}`, ...differing }));
}

async function reportOf(other: BundleFile): Promise<string | Finding> {
  const opened = await openBundle(other);
  if (!opened.ok) return opened.reason[0] ?? finding('not-a-zip', '');
  const chunks: Uint8Array[] = [];
  let length = 0;
  const fault = await opened.value.read(DATA_FILES.report, (chunk) => {
    length += chunk.length;
    if (length <= sizeLimit(DATA_FILES.report)) chunks.push(chunk);
  });
  if (fault !== undefined) return fault;
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  chunks.reduce((at, chunk) => (bytes.set(chunk, at), at + chunk.length), 0);
  return new TextDecoder().decode(bytes);
}
