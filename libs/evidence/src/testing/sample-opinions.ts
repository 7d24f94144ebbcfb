import { parseIsoMicros } from '@yanshou/telemetry';
import type { AuditOpinion, AuditedFigure, SignedOpinion } from '@yanshou/telemetry';
import type { OpinedStatement } from '../opinion-chain.js';
import { opinionDigest, signOpinion } from '../opinion-text.js';
import type { SigningKey } from '../signing-key.js';

const [FROM, TO] = ['2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'];
const GIVEN_AT = 1_772_000_000_000_000;

/** A statement of two indicators: two of three machines, and no value. */
export const OPINED: OpinedStatement = {
  project: 'workshop', assessment: 'a-1', digest: `sha256:${'a'.repeat(64)}`,
  rows: [
    { indicator: 'networked-device-ratio', unit: '%', from: FROM, to: TO, value: 200 / 3, numerator: 2, denominator: 3, scale: 100 },
    { indicator: 'standards', unit: '项', from: FROM, to: TO, value: null, numerator: null, denominator: null, scale: 1 },
  ],
};

export const audited = (facts: Partial<AuditedFigure> = {}): AuditedFigure =>
  ({ indicator: 'networked-device-ratio', value: 66.67, unit: '%', period: { from: parseIsoMicros(FROM) ?? 0, to: parseIsoMicros(TO) ?? 0 }, source: '核查底稿 3', ...facts });

export const anOpinion = (facts: Partial<AuditOpinion> = {}): AuditOpinion => ({
  project: OPINED.project, assessment: OPINED.assessment, number: 1, statement: OPINED.digest, auditor: { id: 'wang', name: '王工' }, at: GIVEN_AT, indicators: [], conclusion: 'agrees', text: '与现场一致',
  figures: [], corrects: null, supersededBy: null, previous: null, ...facts,
});

/** Signed and chained, in the order given. */
export async function chained(key: SigningKey, all: readonly Partial<AuditOpinion>[]): Promise<SignedOpinion[]> {
  const opinions: SignedOpinion[] = [];
  for (const facts of all) {
    const last = opinions.at(-1);
    opinions.push(await signOpinion(anOpinion({ number: opinions.length + 1, at: GIVEN_AT + opinions.length, previous: last === undefined ? null : opinionDigest(last.jws), ...facts }), key));
  }
  return opinions;
}
