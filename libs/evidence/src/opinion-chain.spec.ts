import { beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditOpinion, SignedOpinion } from '@yanshou/telemetry';
import fc from 'fast-check';
import { checkOpinions, opinionsText } from './opinion-chain.js';
import { opinionDigest, opinionText, readOpinion, signOpinion } from './opinion-text.js';
import { generateSigningKey, importSigningKey } from './signing-key.js';
import type { SigningKey } from './signing-key.js';
import { signText } from './canonical-jws.js';
import { FIXED_KEY } from './testing/fixed-key.js';
import { OPINED, anOpinion, audited, chained } from './testing/sample-opinions.js';

let key: SigningKey;
let other: SigningKey;
let chain: SignedOpinion[];
beforeAll(async () => {
  key = await importSigningKey(FIXED_KEY);
  other = await importSigningKey(await generateSigningKey());
  chain = await chained(key, [
    { conclusion: 'disagrees', figures: [audited({ value: 60, explanation: '一台已拆除' })] }, { auditor: { id: 'li', name: '李工' }, indicators: ['standards'], conclusion: 'cannot-conclude' },
    { conclusion: 'agrees-with-reservations', corrects: 1, figures: [audited({ evidence: { id: 'paper', sha256: 'b'.repeat(64) } })] }, { supersededBy: 'a-2' }, {},
  ]);
});

const check = (file: string, keyId = key.keyId) => checkOpinions(file, OPINED, keyId);
const codes = async (file: string, keyId?: string): Promise<string[]> => [...new Set((await check(file, keyId)).findings.map(({ code }) => code))];
const fileOf = (opinions: readonly SignedOpinion[]): string => opinionsText(opinions);
const one = async (facts: Partial<AuditOpinion>): Promise<string[]> => codes(fileOf(await chained(key, [facts])));

describe('the file of opinions', () => {
  it('is sound: every opinion is read as it was given, and the last one is named', async () => {
    expect(await check(fileOf(chain))).toEqual({ findings: [], opinions: chain, head: opinionDigest(chain[4]?.jws ?? '') });
  });

  it('is a chain of signed texts, one for each opinion and key', async () => {
    expect(await signOpinion(anOpinion(), key)).toEqual(await signOpinion(anOpinion(), key));
    expect(await readOpinion(chain[2]?.jws ?? '')).toEqual({ ok: true, value: { opinion: chain[2], keyId: key.keyId } });
    expect(chain.map(({ previous }) => previous)).toEqual([null, ...chain.slice(0, 4).map(({ jws }) => opinionDigest(jws))]);
  });

  it('that lacks an opinion before its last one, or has them in another order, or one twice, is found out', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 7 }), async (order) => {
      fc.pre(order.some((place, index) => place !== index));
      expect(await codes(fileOf(order.map((place) => chain[place] as SignedOpinion)))).toContain('opinion-out-of-chain');
    }), { numRuns: 100 });
  });

  it('cut short behind a whole opinion is told by its head alone', async () => {
    const { findings, head } = await check(fileOf(chain.slice(0, 3)));
    expect([findings, head === opinionDigest(chain[4]?.jws ?? '')]).toEqual([[], false]);
  });

  it('with any character changed is found out', async () => {
    const file = fileOf(chain);
    await fc.assert(fc.asyncProperty(fc.nat({ max: file.length - 1 }), fc.constantFrom(...'AZaz09-_.\n= {'), async (at, put) => {
      fc.pre(file[at] !== put);
      expect((await check(file.slice(0, at) + put + file.slice(at + 1))).findings).not.toEqual([]);
    }), { numRuns: 200 });
  });

  it('with any opinion written anew is found out, by the key, and without it by the link behind it', async () => {
    await fc.assert(fc.asyncProperty(fc.nat({ max: 4 }), fc.constantFrom<Partial<AuditOpinion>>({ text: '没有问题' }, { conclusion: 'agrees', figures: [] }, { at: anOpinion().at + 9 }, { auditor: { id: 'li', name: '李四' } }), async (place, facts) => {
      const before = chain[place] as SignedOpinion;
      fc.pre(opinionText({ ...before, ...facts }) !== opinionText(before));
      const forged = (by: SigningKey) => signOpinion({ ...before, ...facts }, by).then((opinion) => fileOf(chain.with(place, opinion)));
      expect(await codes(await forged(other))).toContain('signature-other-key');
      if (place < 4) expect(await codes(await forged(key))).toContain('opinion-out-of-chain');
    }), { numRuns: 40 });
  });

  it.each<[string, Partial<AuditOpinion>, string]>([
    ['another project', { project: 'other' }, 'opinion-of-another'], ['another assessment', { assessment: 'a-2' }, 'opinion-of-another'], ['another statement', { statement: `sha256:${'c'.repeat(64)}` }, 'opinion-of-another'],
    ['an indicator that is not in it', { indicators: ['oee'] }, 'opinion-contradicts'], ['an indicator twice', { indicators: ['standards', 'standards'] }, 'opinion-contradicts'],
    ['a figure that is not in it', { figures: [audited({ indicator: 'oee' })] }, 'opinion-contradicts'], ['two figures of one', { figures: [audited(), audited()] }, 'opinion-contradicts'],
    ['a figure beyond its indicators', { indicators: ['standards'], figures: [audited()] }, 'opinion-contradicts'], ['a figure in another unit', { figures: [audited({ unit: '台' })] }, 'opinion-contradicts'],
    ['a figure of another period', { figures: [audited({ period: { from: 1, to: 2 } })] }, 'opinion-contradicts'], ['a difference without a word', { figures: [audited({ value: 66.6 })] }, 'opinion-contradicts'],
    ['a figure where the platform has none, without a word', { figures: [audited({ indicator: 'standards', unit: '项', value: 2 })] }, 'opinion-contradicts'],
    ['a correction of what was not said', { corrects: 1 }, 'opinion-contradicts'],
  ])('that speaks of %s is found out', async (_, facts, code) => expect(await one(facts)).toEqual([code]));

  it('lets nobody put right what another has said, nor what is put right already, nor time run back', async () => {
    const li = { auditor: { id: 'li', name: '李工' } };
    expect(await codes(fileOf(await chained(key, [{}, { ...li, corrects: 1 }])))).toEqual(['opinion-contradicts']);
    expect(await codes(fileOf(await chained(key, [{}, { corrects: 1 }, { corrects: 1 }])))).toEqual(['opinion-contradicts']);
    expect(await codes(fileOf(await chained(key, [{}, { corrects: 1 }, { corrects: 2 }])))).toEqual([]);
    expect(await codes(fileOf(await chained(key, [{}, { at: 1 }])))).toEqual(['opinion-out-of-chain']);
  });

  it('that is none is refused: empty, without its last line feed, of other lines, of another format, by a key that is not the given one', async () => {
    const good = fileOf(chain);
    const signed = async (payload: string): Promise<string[]> => codes(`${await signText(payload, key)}\n`);
    const said = opinionText(anOpinion());
    expect([await codes(''), await codes(good.slice(0, -1)), await codes('hello\n'), await codes(good, other.keyId)]).toEqual([['opinions-empty'], ['opinions-malformed'], ['signature-malformed'], ['signature-other-key']]);
    expect([await signed('{}'), await signed('{"format":"yanshou-opinion/1"}'), await signed(said.replace('2026', '20260')), await signed(` ${said}`), await signed(said.replace(/Z"/, '+00:00"'))]).toEqual(
      [['format-unknown'], ['signature-malformed'], ['signature-malformed'], ['signature-malformed'], ['signature-not-canonical']]);
  });
});
