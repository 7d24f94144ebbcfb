import { CONCLUSIONS, PRINCIPAL_ID, fail, formatIsoMicros, ok, parseIsoMicros } from '@yanshou/telemetry';
import type { AuditOpinion, FigurePeriod, Result, SignedOpinion } from '@yanshou/telemetry';
import { z } from 'zod';
import { canonicalJson, parseCanonical } from './canonical-json.js';
import { checkSignedText, signText } from './canonical-jws.js';
import type { SignatureFault } from './canonical-jws.js';
import { sha256Hex } from './sha256.js';
import type { SigningKey } from './signing-key.js';

/** The format that an opinion's signature names. */
export const OPINION_FORMAT = 'yanshou-opinion/1';

/** What is signed: canonical JSON, times in ISO 8601. */
export const opinionText = ({ at, figures, project, assessment, number, statement, auditor, indicators, conclusion, text, corrects, supersededBy, previous }: AuditOpinion): string =>
  canonicalJson({
    format: OPINION_FORMAT, project, assessment, number, statement, auditor, at: formatIsoMicros(at), indicators, conclusion, text, corrects, supersededBy, previous,
    figures: figures.map(({ period: { from, to }, ...figure }) => ({ ...figure, period: { from: formatIsoMicros(from), to: formatIsoMicros(to) } })),
  });

/** The opinion with its signature by this key. */
export const signOpinion = async (opinion: AuditOpinion, key: SigningKey): Promise<SignedOpinion> => ({ ...opinion, jws: await signText(opinionText(opinion), key) });

/** What the next opinion names as the one before it. */
export const opinionDigest = (jws: string): string => `sha256:${sha256Hex(jws)}`;

export interface ReadOpinion {
  readonly opinion: SignedOpinion;
  readonly keyId: string;
}

/** The opinion of a compact JWS, by the key that it carries; in its one canonical text. */
export async function readOpinion(jws: string): Promise<Result<ReadOpinion, SignatureFault>> {
  const checked = await checkSignedText(jws);
  if (!checked.ok) return checked;
  const { payload, keyId } = checked.value;
  const parsed = parseCanonical(payload);
  if (!parsed.ok) return fail('signature-malformed');
  if ((parsed.value as { readonly format?: unknown } | null)?.format !== OPINION_FORMAT) return fail('format-unknown');
  const read = signed.safeParse(parsed.value);
  if (!read.success) return fail('signature-malformed');
  const opinion = opinionOf(read.data);
  return opinionText(opinion) === payload ? ok({ opinion: { ...opinion, jws }, keyId }) : fail('signature-not-canonical');
}

const LONGEST_TEXT = 4_096;
const MOST_NAMED = 1_000;
const id = z.string().regex(PRINCIPAL_ID);
const text = z.string().min(1).max(LONGEST_TEXT);
const time = z.string().refine((at) => parseIsoMicros(at) !== undefined);
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const number = z.int().min(1);
const figure = z.strictObject({
  indicator: id, value: z.number(), unit: z.string().max(50), period: z.strictObject({ from: time, to: time }), source: text,
  evidence: z.strictObject({ id, sha256: z.string().regex(/^[0-9a-f]{64}$/) }).optional(), explanation: text.optional(),
});
const signed = z.strictObject({
  format: z.literal(OPINION_FORMAT), project: id, assessment: id, number, statement: digest, auditor: z.strictObject({ id: text, name: text }), at: time,
  indicators: z.array(id).max(MOST_NAMED), conclusion: z.enum(CONCLUSIONS), text, figures: z.array(figure).max(MOST_NAMED),
  corrects: number.nullable(), supersededBy: id.nullable(), previous: digest.nullable(),
});

const micros = (iso: string): number => parseIsoMicros(iso) ?? Number.NaN;
const periodOf = ({ from, to }: { readonly from: string; readonly to: string }): FigurePeriod => ({ from: micros(from), to: micros(to) });

function opinionOf({ format: _format, at, figures, ...said }: z.infer<typeof signed>): AuditOpinion {
  return {
    ...said, at: micros(at),
    figures: figures.map(({ period, evidence, explanation, ...stated }) => ({
      ...stated, period: periodOf(period), ...(evidence === undefined ? {} : { evidence }), ...(explanation === undefined ? {} : { explanation }),
    })),
  };
}
