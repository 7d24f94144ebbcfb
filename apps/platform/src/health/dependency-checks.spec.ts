import { describe, expect, it } from '@jest/globals';
import { Failure } from '@yanshou/telemetry';
import type { PlatformStatus } from '../platform-status.js';
import { diskCheck, healthChecks } from './dependency-checks.js';
import { down, up } from './platform-health.js';
import type { HealthCheck } from './platform-health.js';

const WELL = { journal: { kind: 'ok' }, brokerChecks: [up('broker')], stopped: null, alarm: null, warnings: [], pending: 0, registryCurrent: true, registryFault: null };
const checksOf = (change: object): HealthCheck[] => {
  const { journal, brokerChecks, stopped, alarm, warnings, pending, pendingFault, ...registry } = { ...WELL, ...change } as typeof WELL & { readonly pendingFault?: object };
  return healthChecks({ intake: { journal, brokerChecks }, stored: { stopped, alarm, warnings, pending, ...(pendingFault && { pendingFault }) }, ...registry } as unknown as PlatformStatus);
};
const help = { zh: '请检查', en: 'check it' };
const troubled = (checks: readonly HealthCheck[]): unknown[] => checks.filter(({ state }) => state !== 'up').map(({ name, state, code }) => [name, state, code]);

describe('the dependencies of a platform', () => {
  it('are all named, troubled or not', () => {
    expect(checksOf({}).map(({ name, ok, state }) => [name, ok, state])).toEqual(['journal', 'projection', 'store', 'registry', 'broker'].map((name) => [name, true, 'up']));
  });

  it('are those of the roles that the process has', () => {
    const { registryCurrent, registryFault, journal, brokerChecks, ...stored } = WELL;
    const named = (status: object): string[] => healthChecks({ registryCurrent, registryFault, ...status } as unknown as PlatformStatus).map(({ name }) => name);
    expect([named({ intake: { journal, brokerChecks } }), named({ stored })]).toEqual([['journal', 'registry', 'broker'], ['projection', 'store', 'registry']]);
  });

  it.each<[string, object, unknown[]]>([
    ['a disk that runs low', { journal: { kind: 'low', freeBytes: 5 } }, ['journal', 'warning', 'journal-low']],
    ['a full disk', { journal: { kind: 'full', freeBytes: 5 } }, ['journal', 'down', 'journal-full']],
    ['a journal that failed', { journal: { kind: 'failed', error: new Failure('journal-failed', 'm', false, help) } }, ['journal', 'down', 'journal-failed']],
    ['a journal whose servers are away', { journal: { kind: 'unreachable', error: new Failure('journal-unreachable', 'm', true, help) } }, ['journal', 'down', 'journal-unreachable']],
    ['a store that is away', { alarm: { code: 'store-unavailable', message: 'm', help, attempt: 3 } }, ['store', 'down', 'store-unavailable']],
    ['a broker that is lost', { brokerChecks: [down('broker', 'broker-unreachable', help)] }, ['broker', 'down', 'broker-unreachable']],
    ['a store that goes on with a hole', { warnings: [{ code: 'store-data-missing', message: 'm', help, since: 1 }] }, ['store', 'warning', 'store-data-missing']],
    ['a store with a hole that is away', { warnings: [{ code: 'store-data-missing', message: 'm', help, since: 1 }], alarm: { code: 'store-unavailable', message: 'm', help, attempt: 3 } }, ['store', 'down', 'store-unavailable']],
    ['a fault that is none of the store', { alarm: { code: 'book-unavailable', message: 'm', help, attempt: 3 } }, ['projection', 'down', 'book-unavailable']],
    ['a projection that has stopped', { stopped: 'because' }, ['projection', 'down', 'projection-stopped']],
    ['a projection of which nobody tells', { pending: undefined, pendingFault: { code: 'book-unavailable', error: 'm', help } }, ['projection', 'down', 'book-unavailable']],
    ['a projection that lags', { pending: 600_000 }, ['projection', 'warning', 'projection-lag']],
    ['a registry that refuses', { registryCurrent: false, registryFault: { code: 'ECONNREFUSED', error: 'm' } }, ['registry', 'down', 'registry-unavailable']],
    ['a registry that does not answer', { registryCurrent: false }, ['registry', 'down', 'registry-unavailable']],
    ['a registry with a fault of its own', { registryCurrent: false, registryFault: { code: 'registry-broken', error: 'm', help } }, ['registry', 'down', 'registry-broken']],
  ])('of %s only that one is troubled, and says what to do in both languages', (_, change, expected) => {
    const checks = checksOf(change);
    expect(troubled(checks)).toEqual([expected]);
    const { detail, detailZh, detailEn, ok, state } = checks.find((check) => check.state !== 'up') as HealthCheck;
    expect([detailZh, detailEn, detail]).toEqual([expect.stringMatching(/\p{Script=Han}/u), expect.stringMatching(/[a-z]{2}/), `${detailZh} / ${detailEn}`]);
    expect(ok).toBe(state === 'warning');
  });

  it('of a process that does not write the journal: the journal is named where nobody can tell its end; where its projection stands is then only not known', () => {
    const { registryCurrent, registryFault, ...stored } = WELL;
    const of = (code: string): unknown[] => troubled(healthChecks({ registryCurrent, registryFault, stored: { ...stored, pending: undefined, pendingFault: { code, error: 'm', help } } } as unknown as PlatformStatus));
    expect(of('journal-unreachable')).toEqual([['journal', 'down', 'journal-unreachable'], ['projection', 'warning', 'journal-unreachable']]);
    expect(of('book-unavailable')).toEqual([['projection', 'down', 'book-unavailable']]);
    expect(of('projection-unanswered')).toEqual([['projection', 'warning', 'projection-unanswered']]);
    expect(troubled(healthChecks({ registryCurrent, registryFault, silence: { code: 'telemetry-silent', error: 'm', help } } as unknown as PlatformStatus))).toEqual([['telemetry', 'down', 'telemetry-silent']]);
  });

  it('of the disk: a warning below the limit, down when it does not answer', () => {
    const room = { freeBytes: 10, totalBytes: 100 };
    const gone = { room: undefined, fault: Object.assign(new Error('gone'), { code: 'EIO' }), lowShare: 0.15 };
    const well = { room, fault: undefined, lowShare: 0.1 };
    expect([diskCheck('data', { ...gone, fault: undefined }), diskCheck('data', well), diskCheck('data', { ...well, lowShare: 0.15 }), diskCheck('data', gone), diskCheck('shared', gone)].map(({ name, state, code }) => [name, state, code]))
      .toEqual([['disk', 'up', undefined], ['disk', 'up', undefined], ['disk', 'warning', 'disk-low'], ['disk', 'down', 'EIO'], ['shared-disk', 'warning', 'EIO']]);
  });
});
