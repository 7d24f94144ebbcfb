import { describe, expect, it } from '@jest/globals';
import { parseIsoMicros } from '@yanshou/telemetry';
import type { ProjectContract } from '@yanshou/telemetry';
import type { ProjectRecord } from '@yanshou/registry';
import { readConfig } from '../config/config.js';
import { ConfigurationError } from '../config/configuration-error.js';
import { checkRetention, daysNeeded } from './retention-rule.js';

const at = (iso: string): number => parseIsoMicros(`${iso}T00:00:00Z`) as number;
const span = (from: string, to: string) => ({ from: at(from), to: at(to) });
const WINDOW = span('2026-01-01', '2027-01-01');
/** Of projects by their number of days. */
const registryOf = (contracts: Readonly<Record<string, Pick<ProjectContract, 'window' | 'baseline'> | undefined>>) => ({
  projects: async () => Object.keys(contracts).map((id) => ({ id }) as ProjectRecord),
  contract: async (id: string) => contracts[id] as ProjectContract | undefined,
});
const INFLUX = { YANSHOU_STORE: 'influxdb', INFLUX_URL: 'http://x:8086', INFLUX_DATABASE: 'd' };

describe('the days that a contract needs', () => {
  it.each([
    ['from its window to five years after it', { window: WINDOW }, 365 + 1826],
    ['from its baseline on', { window: WINDOW, baseline: span('2024-01-01', '2025-01-01') }, 366 + 365 + 365 + 1826],
    ['a baseline after the window does not shorten it', { window: WINDOW, baseline: span('2026-06-01', '2026-07-01') }, 365 + 1826],
    ['until five years after the term, where evidence comes later', { window: WINDOW, term: span('2026-01-01', '2027-07-01') }, 365 + 181 + 1827],
  ])('%s', (_what, contract, days) => expect(daysNeeded(contract)).toBe(days));
});

describe('a retention', () => {
  const registry = registryOf({ none: undefined, short: { window: WINDOW }, long: { window: WINDOW, baseline: span('2025-01-01', '2026-01-01') } });
  const check = (more: Readonly<Record<string, string>>): Promise<void> => checkRetention(readConfig({ ...INFLUX, ...more }), registry);
  const NEEDED = 365 + 365 + 1826;

  it('is for ever unless set, and may be as long as the longest contract', async () => {
    await check({});
    await check({ YANSHOU_RETENTION_DAYS: String(NEEDED) });
    await checkRetention(readConfig({}), registry);
  });

  it('a day shorter stops the start with one line that names project, days and what to set', async () => {
    const refused = await check({ YANSHOU_RETENTION_DAYS: String(NEEDED - 1) }).then(() => undefined, (error: unknown) => error);
    expect(refused).toBeInstanceOf(ConfigurationError);
    const { line } = refused as ConfigurationError;
    expect(line).toMatch(/^YANSHOU_RETENTION_DAYS=2555 短于项目 long 的任务书所需的 2556 天.* \/ .*contract of long.*YANSHOU_RETENTION_CONFIRMED_DAYS=2555 too$/);
    expect(line).not.toContain('\n');
  });

  it('is taken where it was confirmed', () => check({ YANSHOU_RETENTION_DAYS: '30', YANSHOU_RETENTION_CONFIRMED_DAYS: '30' }));
});
