import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { ProjectContract } from '@yanshou/telemetry';
import fc from 'fast-check';
import type { BundleInputs } from './bundle-schemas.js';
import { describeFinding } from './findings.js';
import type { Finding } from './findings.js';
import { silenceFindings } from './silence-findings.js';

type Silence = NonNullable<BundleInputs['platformSilence']>;

const FIRST = 29_000_000;
const TOTAL = 600;
const at = (minute: number): number => (FIRST + minute) * MICROS_PER_MINUTE;

/** The reporting period begins and ends within a minute: the minute it begins in counts, the one it ends in does not. */
const contract: ProjectContract = {
  project: 'p', programme: 'P1', direction: 'P1.1.1', targets: [],
  window: { from: at(0) + 1, to: at(TOTAL) + 1 },
  networkedThreshold: 0.8, minimumPlatformCoverage: 0.95, plannedTime: { zone: 'Asia/Shanghai', shifts: [] }, units: [],
};

const span = (from: number, to: number, proven = true): Silence[number] => ({ from: FIRST + from, to: FIRST + to, proven });

/** A bundle that says it was silent then, and that its coverage lacks `lacking` minutes. */
const inputs = (platformSilence: Silence | undefined, lacking: number): BundleInputs => ({
  everConnected: [], platformCoverage: { covered: TOTAL - lacking, total: TOTAL }, ...(platformSilence && { platformSilence }), origins: [],
  evidence: [], figures: [], heartbeats: [],
  extracts: { reporting: { rows: 0, sha256: '' } } as unknown as BundleInputs['extracts'],
});

const found = (silence: Silence | undefined, lacking: number): readonly Finding[] => silenceFindings(contract, inputs(silence, lacking));

/** Silences in order, apart, and inside of the period, by how long each is and how long after the one before it begins. */
const lengths = fc.array(fc.record({ after: fc.integer({ min: 1, max: 30 }), minutes: fc.integer({ min: 1, max: 60 }) }), { maxLength: 6 });
const inOrder = lengths.map((parts) => {
  let reached = 0;
  return parts.map(({ after, minutes }) => {
    const from = reached + after;
    reached = from + minutes;
    return span(from, reached);
  });
});

const lackingOf = (silence: Silence): number => silence.reduce((sum, { from, to }) => sum + to - from, 0);

describe('the silence that a bundle states', () => {
  it('agrees with the coverage that lacks just its minutes', () => {
    fc.assert(fc.property(inOrder, (silence) => expect(found(silence, lackingOf(silence))).toEqual([])));
  });

  it('is found out when it takes away a minute more or less than the coverage lacks', () => {
    fc.assert(fc.property(inOrder, fc.integer({ min: -50, max: 50 }).filter((wrong) => wrong !== 0), (silence, wrong) => {
      const lacking = lackingOf(silence);
      expect(found(silence, lacking + wrong)).toEqual([
        { code: 'contents-disagree', file: 'data/inputs.json', place: 'platformSilence', expected: String(lacking + wrong), actual: String(lacking) },
      ]);
    }));
  });

  it('says what would be in order: behind the span before, and of some length', () => {
    const [overlap] = found([span(10, 20), span(19, 25)], 15);
    const [inverted] = found([span(20, 10)], 0);
    expect(describeFinding(overlap as Finding, 'en')).toContain(`expected > ${FIRST + 20}, found ${FIRST + 19}`);
    expect(describeFinding(inverted as Finding, 'en')).toContain('expected from < to, found');
  });

  it('of which nothing is said is not missed: older bundles have none, nor have those whose heartbeats say nothing of the data', () => {
    expect(found(undefined, 100)).toEqual([]);
    expect(found([], 0)).toEqual([]);
    expect(found([], 100)).toHaveLength(1);
  });
});
