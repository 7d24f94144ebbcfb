import type { SignedOpinion } from '@yanshou/telemetry';
import { finding } from './findings.js';
import type { Finding } from './findings.js';
import { opinionDigest, readOpinion } from './opinion-text.js';
import { opinionFault } from './opinion-rules.js';
import type { OpinedRow } from './opinion-rules.js';

/** Name of the file in which all opinions on an assessment are handed out: a compact JWS a line. */
export const OPINIONS_FILE = 'opinions.jws';
/** A verifier reads no longer file, and no more lines. */
export const OPINION_LIMITS = { bytes: 64 * 2 ** 20, opinions: 10_000 } as const;

export const opinionsText = (opinions: readonly Pick<SignedOpinion, 'jws'>[]): string => opinions.map(({ jws }) => `${jws}\n`).join('');

/** The statement that opinions have to be about. */
export interface OpinedStatement {
  readonly project: string;
  readonly assessment: string;
  /** `sha256:` of its canonical JSON. */
  readonly digest: string;
  readonly rows: readonly OpinedRow[];
}

export interface CheckedOpinions {
  readonly findings: readonly Finding[];
  /** Those that could be read, in the order of the file. */
  readonly opinions: readonly SignedOpinion[];
  /** Digest of the last one: whoever holds a later one knows that the file was cut short. Null of an empty file. */
  readonly head: string | null;
}

/**
 * Checks a file of opinions off line: each signature and by which key, that each follows the one before without gap,
 * and that all speak of this statement. A file cut short behind a whole opinion is sound by itself: `head` tells.
 */
export async function checkOpinions(file: string, statement: OpinedStatement, keyId: string | undefined): Promise<CheckedOpinions> {
  const lines = file.split('\n');
  const [jwss, rest] = [lines.slice(0, -1), lines.at(-1)];
  if (jwss.length === 0 && rest === '') return { findings: [finding('opinions-empty', OPINIONS_FILE)], opinions: [], head: null };
  if (rest !== '' || jwss.length > OPINION_LIMITS.opinions) return { findings: [finding('opinions-malformed', OPINIONS_FILE, { place: `:${lines.length}` })], opinions: [], head: null };
  const opinions: SignedOpinion[] = [];
  const findings: Finding[] = [];
  for (const [index, jws] of jwss.entries()) {
    const read = await readOpinion(jws);
    const place = `:${index + 1}`;
    if (!read.ok) {
      findings.push(finding(read.reason, OPINIONS_FILE, { place }));
      continue;
    }
    const { opinion } = read.value;
    findings.push(
      ...keyFindings(read.value.keyId, keyId, place),
      ...linkFindings(opinion, { number: index + 1, before: jwss[index - 1], at: opinions.at(-1)?.at ?? -Infinity }, place),
      ...subjectFindings(opinion, statement, opinions, place),
    );
    opinions.push(opinion);
  }
  return { findings, opinions, head: opinionDigest(jwss.at(-1) ?? '') };
}

const keyFindings = (keyId: string, expected: string | undefined, place: string): readonly Finding[] =>
  (expected === undefined || expected === keyId ? [] : [finding('signature-other-key', OPINIONS_FILE, { place, expected, actual: keyId })]);

interface Link {
  readonly number: number;
  /** The line before; none before the first. */
  readonly before: string | undefined;
  readonly at: number;
}

function linkFindings(opinion: SignedOpinion, { number, before, at }: Link, place: string): readonly Finding[] {
  const previous = before === undefined ? null : opinionDigest(before);
  if (opinion.number !== number) return [finding('opinion-out-of-chain', OPINIONS_FILE, { place: `${place} number`, expected: String(number), actual: String(opinion.number) })];
  if (opinion.previous !== previous) return [finding('opinion-out-of-chain', OPINIONS_FILE, { place: `${place} previous`, expected: String(previous), actual: String(opinion.previous) })];
  return opinion.at < at ? [finding('opinion-out-of-chain', OPINIONS_FILE, { place: `${place} at` })] : [];
}

function subjectFindings(opinion: SignedOpinion, statement: OpinedStatement, before: readonly SignedOpinion[], place: string): readonly Finding[] {
  const expected = { project: statement.project, assessment: statement.assessment, statement: statement.digest };
  const other = (['project', 'assessment', 'statement'] as const).find((member) => opinion[member] !== expected[member]);
  if (other !== undefined) return [finding('opinion-of-another', OPINIONS_FILE, { place: `${place} ${other}`, expected: expected[other], actual: opinion[other] })];
  const fault = opinionFault(opinion, statement.rows, before);
  return fault === undefined ? [] : [finding('opinion-contradicts', OPINIONS_FILE, { place: `${place} ${fault.field}`, ...(fault.expected === undefined ? {} : { expected: fault.expected }) })];
}
