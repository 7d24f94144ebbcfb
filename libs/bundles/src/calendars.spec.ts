import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importSigningKey } from '@yanshou/evidence';
import type { SigningKey } from '@yanshou/evidence';
import { FIXED_KEY } from '@yanshou/evidence/testing';
import { sampleContract, sampleInventory } from '@yanshou/reports/testing';
import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { PlannedTime, ProjectContract, ScopedCalendar } from '@yanshou/telemetry';
import { verifyBundle } from './index.js';
import { writeBundle } from './node.js';
import { sampleParts } from './testing.js';

const terms = sampleContract();
const { from } = terms.window;
const inventory = { ...sampleInventory(), devices: sampleInventory().devices.map((device) => ({ ...device, siteId: device.id === 'M3' ? 'hall-3' : 'hall-1' })) };
/** M3 delivers in the first half of the window only. */
const off = (reason: string): PlannedTime => ({ zone: 'Asia/Shanghai', shifts: [], exemptions: [{ from: from + 1.5 * MICROS_PER_HOUR, to: terms.window.to, reason }] });
const OF_SITE: ScopedCalendar = { scope: 'site:hall-3', plannedTime: off('改造'), validFrom: from, earlier: [{ plannedTime: terms.plannedTime }] };
const contract: ProjectContract = { ...terms, calendars: [OF_SITE] };

describe('a bundle of a project whose sites keep calendars of their own', () => {
  let directory: string;
  let key: SigningKey;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'calendars-'));
    key = await importSigningKey(FIXED_KEY);
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  /** What was computed by one contract, in a bundle that carries another; sealed by who holds the key. */
  async function verified(carried: ProjectContract = contract) {
    const path = join(directory, 'workshop-a-2026-11.zip');
    await writeBundle(path, { ...sampleParts(directory, { inventory, contract }), contract: carried }, key);
    return verifyBundle(new Blob([await readFile(path)]), { trustedKeyId: key.keyId });
  }
  const found = async (carried: ProjectContract): Promise<readonly string[]> => (await verified(carried)).findings.map(({ code, place }) => `${code} ${place}`);

  it('is recomputed by them to the same bytes', async () => {
    const { findings, rows } = await verified();
    expect(findings).toEqual([]);
    const connected = rows.find(({ indicator }) => indicator === 'connected-equipment');
    expect(connected?.devices).toContain('M3');
    expect(connected?.figures.perDevice?.map(({ id, expected }) => [id, expected]).slice(0, 3)).toEqual([['M1', 36], ['M2', 36], ['M3', 18]]);
  });

  /** From the end of the first hour on the project's planned time counts for M3 again. */
  const ENDED: ScopedCalendar = { scope: 'site:hall-3', plannedTime: terms.plannedTime, wider: true, validFrom: from + MICROS_PER_HOUR, earlier: [{ plannedTime: { ...off('改造'), exemptions: [{ from, to: terms.window.to, reason: '改造' }] } }] };

  it('is recomputed by one that was removed from an instant on', async () => {
    const path = join(directory, 'workshop-a-2026-11.zip');
    await writeBundle(path, sampleParts(directory, { inventory, contract: { ...terms, calendars: [ENDED] } }), key);
    const { findings, rows } = await verifyBundle(new Blob([await readFile(path)]), { trustedKeyId: key.keyId });
    expect(findings).toEqual([]);
    expect(rows.find(({ indicator }) => indicator === 'connected-equipment')?.figures.perDevice?.map(({ id, expected }) => [id, expected]).slice(0, 3)).toEqual([['M1', 36], ['M2', 36], ['M3', 24]]);
  });

  it.each<readonly [string, Partial<ProjectContract>]>([
    ['is left out', { calendars: [] }], ['is said to be of another site', { calendars: [{ ...OF_SITE, scope: 'site:hall-1' }] }],
    ['begins at another time', { calendars: [{ ...OF_SITE, validFrom: from + 2 * MICROS_PER_HOUR }] }], ['has another reason', { calendars: [{ ...OF_SITE, plannedTime: off('停电') }] }],
  ])('is refused where a calendar %s', async (_, change) => {
    expect(await found({ ...contract, ...change })).toContain('row-differs connected-equipment.inputsDigest');
  });

  it('is refused where calendars contradict one another', async () => {
    expect(await found({ ...contract, calendars: [OF_SITE, OF_SITE] })).toContain('contents-disagree calendars');
    expect(await found({ ...contract, calendars: [{ ...OF_SITE, earlier: [{ plannedTime: terms.plannedTime, validFrom: from }] }] })).toContain('contents-disagree calendars site:hall-3');
    expect(await found({ ...contract, calendars: [OF_SITE, { scope: 'project', plannedTime: off('停电') }] })).toContain('contents-disagree plannedTime');
    expect(await found({ ...contract, calendars: [OF_SITE, { scope: 'project', plannedTime: terms.plannedTime, wider: true }] })).toContain('contents-disagree calendars project');
  });
});
