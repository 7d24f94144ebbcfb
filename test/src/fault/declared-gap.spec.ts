import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import type { DeclaredGapRow } from '@yanshou/store';
import { systemClock } from '@yanshou/telemetry';
import { BALANCED, imbalance } from '../platform-under-test/balance.js';
import { deviceId } from '../platform-under-test/bench-project.js';
import { JOURNAL_TOOL, Product } from '../platform-under-test/product.js';
import { TestPlatform } from '../platform-under-test/test-platform.js';

const LONG = 240_000;
const MESSAGES = 30;
const DAMAGED = 16;
const device = deviceId(0);
const payload = (n: number): string => `{"values":{"temperature":${n}}}`;

describe('a segment that was set aside', () => {
  let platform: TestPlatform;
  let declared: readonly DeclaredGapRow[];
  const gaps = async (): Promise<readonly DeclaredGapRow[]> => {
    await platform.settle();
    return (await platform.child.ask<{ rows: DeclaredGapRow[] }>({ ask: 'gaps' })).rows;
  };

  beforeAll(async () => {
    platform = await TestPlatform.start();
    const client = await platform.connect(device);
    for (let n = 1; n <= MESSAGES; n += 1) await client.publishAcknowledged(telemetryTopic('bench', device), payload(n), n);
    client.close();
    expect((await platform.settle()).stored).toBe(MESSAGES);
    expect(await gaps()).toEqual([]);
    await platform.child.stop();
  }, LONG);
  afterAll(() => platform.dispose());

  it('is a declared gap of a store that had passed it', async () => {
    const before = systemClock.now();
    const segment = flipByteOfMessage(join(platform.directory, 'journal'), DAMAGED);
    const { status, stdout } = await Product.run(JOURNAL_TOOL, ['set-aside', segment], { YANSHOU_DATA_DIR: platform.directory });
    expect(status).toBe(0);
    const [, from, to] = (/declared missing: (\d+)–(\d+)/.exec(stdout) ?? []).map(Number) as [number, number, number];
    platform = await platform.again();
    declared = await gaps();
    expect(declared).toEqual([{
      fromSequence: from, toSequence: to, cause: 'damaged', reason: expect.stringMatching(/^damaged at byte \d+$/), file: `${segment}.damaged`,
      lostBytes: expect.any(Number), lastReceived: expect.any(Number), nextReceived: null, declaredAt: expect.any(Number),
    }]);
    const [gap] = declared as [DeclaredGapRow];
    expect(gap.lostBytes).toBeGreaterThan(0);
    expect(gap.lastReceived).toBeLessThan(before);
    expect(gap.declaredAt).toBeGreaterThanOrEqual(before);
    expect((await platform.settle()).stored).toBe(MESSAGES);
  }, LONG);

  it('is the same gap of a store that is rebuilt, and the ledger balances without what is lost', async () => {
    await platform.child.stop();
    rmSync(join(platform.directory, 'store'), { recursive: true });
    platform = await platform.again();
    expect(await gaps()).toEqual(declared);
    const totals = await platform.settle();
    expect(totals.stored).toBe(DAMAGED - 1);
    expect(imbalance(totals)).toEqual(BALANCED);
  }, LONG);

  it('stays one gap over another start', async () => {
    await platform.child.stop();
    platform = await platform.again();
    expect(await gaps()).toEqual(declared);
  }, LONG);
});

function flipByteOfMessage(journal: string, n: number): string {
  const [segment] = readdirSync(journal).filter((name) => name.endsWith('.segment')).sort() as [string];
  const path = join(journal, segment);
  const bytes = readFileSync(path);
  const place = bytes.indexOf(payload(n));
  bytes[place] = (bytes[place] as number) ^ 0x10;
  writeFileSync(path, bytes);
  return segment;
}
