import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeBundle } from '@yanshou/bundles/node';
import { sampleParts } from '@yanshou/bundles/testing';
import { canonicalJson, generateSigningKey, importSigningKey, opinionsText, sha256Hex } from '@yanshou/evidence';
import { audited, chained } from '@yanshou/evidence/testing';
import type { SigningKey } from '@yanshou/evidence';
import { restatementOf, supersededOf } from '@yanshou/reports';
import type { Statement } from '@yanshou/reports';
import type { IndicatorRow } from '@yanshou/kpi';
import { parseIsoMicros } from '@yanshou/telemetry';
import type { AuditOpinion } from '@yanshou/telemetry';
import { parseVerifierArguments } from './arguments.js';
import { verify } from './verify.js';

let directory: string;
let key: SigningKey;
let bundle: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'verifier-'));
  key = await importSigningKey(await generateSigningKey());
  bundle = join(directory, 'bundle.zip');
  await writeBundle(bundle, sampleParts(directory), key);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function run(...args: readonly string[]): Promise<{ readonly status: number; readonly out: string; readonly err: string }> {
  const parsed = parseVerifierArguments(args, 'en_US');
  if (!parsed.ok) return { status: 2, out: '', err: parsed.reason };
  let [out, err] = ['', ''];
  const status = await verify(parsed.value, { stdout: (text) => (out += text), stderr: (text) => (err += text), progress: null });
  return { status, out, err };
}

const flipped = async (): Promise<string> => {
  const path = join(directory, 'flipped.zip');
  await copyFile(bundle, path);
  const bytes = await readFile(path);
  const at = bytes.indexOf('"verdict":"');
  bytes[at + 12] = (bytes[at + 12] ?? 0) ^ 1;
  await writeFile(path, bytes);
  return path;
};

describe('the command', () => {
  it('says what was checked, one line a check, and the recomputed table', async () => {
    const { status, out, err } = await run(bundle);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out.match(/^✓ .*$/gm)).toEqual([
      '✓ structure of the zip', '✓ files and manifests (14 files)', '✓ signature', '✓ contents, and that they agree',
      '✓ every indicator recomputed from the readings (5400 readings)',
    ]);
    expect(out).toContain('networked-device-ratio');
    expect(out).toContain(`key fingerprint ${key.keyId} (origin not proven`);
  });

  it('says the same in Chinese', async () => {
    const { status, out } = await run(bundle, '--lang', 'zh');
    expect(status).toBe(0);
    expect(out).toContain('来源未证实');
    expect(out).toContain('通过：完整、签名有效，复算一致');
    expect(out).not.toMatch(/验收/);
  });

  it('proves the origin by a key file and by a fingerprint', async () => {
    const jwk = join(directory, 'key.jwk');
    await writeFile(jwk, JSON.stringify(key.publicJwk));
    for (const given of [jwk, key.keyId]) {
      const { status, out } = await run(bundle, '--key', given);
      expect(status).toBe(0);
      expect(out).toContain('VERIFIED: whole, signed by the given key');
    }
  });

  it('refuses another key with status 1', async () => {
    const other = await importSigningKey(await generateSigningKey());
    const { status, out } = await run(bundle, '--key', other.keyId);
    expect(status).toBe(1);
    expect(out).toContain('[signature-other-key] signature.jws');
    expect(out).toContain('✗ signature');
  });

  it('names a changed file, skips what depends on it, status 1', async () => {
    const { status, out } = await run(await flipped());
    expect(status).toBe(1);
    expect(out).toContain('[file-changed] data/report.json');
    expect(out).toMatch(/^– every indicator recomputed .*not run/m);
    expect(out).toMatch(/NOT VERIFIED: \d+ findings\n$/);
  });

  it('tells a bundle that is cut short, or has bytes behind it, with status 1', async () => {
    const cut = join(directory, 'cut.zip');
    const bytes = await readFile(bundle);
    await writeFile(cut, bytes.subarray(0, bytes.length / 2));
    expect(await run(cut)).toMatchObject({ status: 1, err: '', out: expect.stringMatching(/✗ structure of the zip\n(?:– .*\n){4} {2}· \[zip-truncated\] /) });
    await writeFile(cut, Buffer.concat([bytes, Buffer.from('more')]));
    expect(await run(cut, '--lang', 'zh')).toMatchObject({ status: 1, out: expect.stringMatching(/\[zip-damaged\] 压缩包结构损坏.*\n\n未通过：1 处问题\n$/) });
  });

  it('prints one JSON object', async () => {
    const good = await run(bundle, '--json', '--key', key.keyId);
    expect(JSON.parse(good.out)).toMatchObject({ verified: true, originProven: true, findings: [], readings: 5400, rows: expect.any(Array) });
    const bad = await run(await flipped(), '--json');
    expect(bad.status).toBe(1);
    expect((JSON.parse(bad.out) as { findings: unknown[] }).findings).toContainEqual(expect.objectContaining({ code: 'file-changed', file: 'data/report.json', zh: expect.stringContaining('摘要'), en: expect.stringContaining('digest') }));
  });

  it('cannot use what is no file, no zip, no key, or no command line: status 2 and help', async () => {
    const text = join(directory, 'text.zip');
    await writeFile(text, 'hello');
    expect(await run(join(directory, 'none.zip'))).toMatchObject({ status: 2, out: '', err: expect.stringContaining('ENOENT') });
    expect(await run(directory)).toMatchObject({ status: 2, err: expect.stringContaining('EISDIR') });
    expect(await run(text)).toMatchObject({ status: 2, out: expect.stringContaining('[not-a-zip]') });
    expect(await run(bundle, '--key', 'issuer-key.jwk')).toMatchObject({ status: 2, err: expect.stringMatching(/no such file.*no fingerprint/) });
    expect(await run(bundle, '--key', bundle, '--lang', 'zh')).toMatchObject({ status: 2, err: expect.stringContaining('不是 Ed25519 公钥文件') });
    for (const args of [[], [bundle, bundle], [bundle, '--lang', 'fr'], [bundle, '--nonsense']]) {
      expect(await run(...args)).toMatchObject({ status: 2, err: expect.stringContaining('npm run verify') });
    }
  });
});

describe('a restatement', () => {
  /** A bundle whose statement corrects that of `bundle`, changed by `change` before it is signed. */
  async function restated(name: string, change: (statement: Statement) => Statement = (statement) => statement): Promise<string> {
    const parts = sampleParts(directory);
    const digest = `sha256:${sha256Hex(canonicalJson(parts.statement))}`;
    const restatement = restatementOf(supersededOf(parts.statement, digest), parts.statement.indicators.map(({ row }) => row));
    const path = join(directory, name);
    await writeBundle(path, { ...parts, statement: change({ ...parts.statement, assessment: 'a-2', supersedes: parts.statement.assessment, restatement }) }, key);
    return path;
  }
  type Restated = NonNullable<Statement['restatement']>;
  const withRestatement = (change: (restatement: Restated) => Restated) => (statement: Statement): Statement =>
    ({ ...statement, restatement: change(statement.restatement as Restated) });
  const withFirst = (change: (first: Restated['indicators'][0]) => Restated['indicators'][0]) =>
    withRestatement((restatement) => ({ ...restatement, indicators: restatement.indicators.map((one, index) => (index === 0 ? change(one) : one)) }));

  it('is verified by itself, and with the bundle that it corrects', async () => {
    const second = await restated('second.zip');
    expect((await run(second)).status).toBe(0);
    expect(await run(second, '--supersedes', bundle)).toMatchObject({ status: 0, err: '' });
  });

  it('that says another difference than follows from its figures is found without the other bundle', async () => {
    const { status, out } = await run(await restated('difference.zip', withFirst((first) => ({ ...first, difference: { ...first.difference, value: 5 } }))));
    expect([status, out]).toEqual([1, expect.stringMatching(/statement-differs.* restatement: /)]);
  });

  it('that corrects another statement than it names is found', async () => {
    const { status, out } = await run(await restated('names.zip', (statement) => ({ ...statement, supersedes: 'a-0' })));
    expect([status, out]).toEqual([1, expect.stringContaining('restatement.assessment')]);
  });

  it('that says of the superseded statement what was not in it is found with its bundle', async () => {
    const invented = await restated('invented.zip', withFirst((first) => {
      const before = first.before && { ...first.before, readings: first.before.readings + 7 };
      return { ...first, before, changed: true, difference: { ...first.difference, readings: -7 } };
    }));
    expect((await run(invented)).status).toBe(0);
    expect(await run(invented, '--supersedes', bundle)).toMatchObject({ status: 1, out: expect.stringContaining('superseded-differs') });
    const second = await restated('of-itself.zip');
    expect(await run(second, '--supersedes', second)).toMatchObject({ status: 1, out: expect.stringContaining('restatement.statementDigest') });
    expect(await run(bundle, '--supersedes', second)).toMatchObject({ status: 1, out: expect.stringContaining('superseded-differs') });
    expect((await run(second, '--supersedes', join(directory, 'missing.zip'))).status).toBe(2);
  });
});

describe('opinions of auditors beside a bundle', () => {
  const statement = () => sampleParts(directory).statement;
  const opinionsFile = async (name: string, change: (facts: Partial<AuditOpinion>) => Partial<AuditOpinion> = (facts) => facts, by: SigningKey = key): Promise<string> => {
    const { project: { id: project }, assessment, indicators } = statement();
    const row = indicators[0]?.row as IndicatorRow;
    const figure = audited({ indicator: row.indicator, unit: row.unit, value: 12.5, period: { from: parseIsoMicros(row.from) ?? 0, to: parseIsoMicros(row.to) ?? 0 }, explanation: '一台\u001b[2J已拆除' });
    const about = { project, assessment, statement: `sha256:${sha256Hex(canonicalJson(statement()))}` };
    const path = join(directory, name);
    await writeFile(path, opinionsText(await chained(by, [{ ...about, conclusion: 'disagrees', figures: [figure] }, change({ ...about, corrects: 1, supersededBy: 'a-9' })])));
    return path;
  };

  it('are verified with it, and told with their figures beside the recomputed ones', async () => {
    const { status, out, err } = await run(bundle, '--opinions', await opinionsFile('opinions.jws'), '--key', key.keyId);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toMatch(/✓ auditors' opinions \(2\)\n {2}1\. 王工 \(wang\) .* disagrees · the whole statement: 与现场一致 \[corrected by 2\]\n {5}\S+: audited 12\.5 .*audited − platform .*一台\\u001b\[2J已拆除 · 核查底稿 3\n {2}2\. .* agrees .*superseded by a-9 already/);
    expect(out).toMatch(/digest of the last one sha256:[0-9a-f]{64}/);
    expect((await run(bundle, '--opinions', await opinionsFile('opinions.jws'), '--lang', 'zh')).out).toMatch(/✓ 核查意见（2 条）[\s\S]*不认可[\s\S]*已由第 2 条更正/);
  });

  it('on another statement, by another key, or changed, are found with status 1', async () => {
    const other = await importSigningKey(await generateSigningKey());
    const said = async (path: string) => {
      const { status, out } = await run(bundle, '--opinions', path);
      return [status, /\[([a-z-]+)\] opinions\.jws/.exec(out)?.[1]];
    };
    expect(await said(await opinionsFile('other.jws', (facts) => ({ ...facts, statement: `sha256:${'0'.repeat(64)}` })))).toEqual([1, 'opinion-of-another']);
    expect(await said(await opinionsFile('key.jws', (facts) => facts, other))).toEqual([1, 'signature-other-key']);
    const good = await readFile(await opinionsFile('good.jws'), 'utf8');
    const cut = join(directory, 'cut.jws');
    await writeFile(cut, good.split('\n').slice(1).join('\n'));
    expect(await said(cut)).toEqual([1, 'opinion-out-of-chain']);
    const json = JSON.parse((await run(bundle, '--opinions', cut, '--json')).out) as { verified: boolean; opinions: { opinions: unknown[] } };
    expect([json.verified, json.opinions.opinions.length]).toEqual([false, 1]);
  });

  it('are not told of a bundle that is not verified, and a file that is none is unusable', async () => {
    const { status, out } = await run(await flipped(), '--opinions', await opinionsFile('opinions.jws'));
    expect([status, out.includes('opinions (')]).toEqual([1, false]);
    expect(await run(bundle, '--opinions', join(directory, 'none.jws'))).toMatchObject({ status: 2, out: '', err: expect.stringContaining('ENOENT') });
  });
});
