import type { JournalReader } from '@yanshou/journal';
import { RecordKind, readJson } from '@yanshou/journal';
import type { ChangeRecovery, RegistryChange } from '@yanshou/registry';
import type { Clock } from '@yanshou/telemetry';
import type { PlatformJournal } from '../intake/platform-journal.js';
import type { PlatformLogger } from '../runtime/logger.js';
import { journalApart } from './recovery-failures.js';

const PAGE = 500;
const READ = { maxRecords: 20_000, maxBytes: 8 * 1024 * 1024, waitMillis: 0 };
const TELL_MILLIS = 10_000;

export interface RecoveryParts {
  readonly registry: ChangeRecovery;
  readonly journal: Pick<PlatformJournal, 'readChanges'> & { readonly appender: Pick<PlatformJournal['appender'], 'journalOf'> };
  readonly log: Pick<PlatformLogger, 'info' | 'warn'>;
  readonly clock: Clock;
}

/** What was found in the part of the journal that was read. */
interface Found {
  applied: number;
  differing: number;
  /** Of the last record, and the highest number of a change; 0 without any. */
  sequence: number;
  change: number;
}

/**
 * Brings a registry that was restored from an older copy up to the journal: reads on from where it last was, applies what it
 * lacks, and ends all sessions when there was something. To be done before anything else writes to the registry: a new change
 * would be given a number that the journal has. Idempotent; processes may do it at once. Throws Failure `registry-journal-apart`.
 */
export async function recoverRegistry({ registry, journal, log, clock }: RecoveryParts): Promise<number> {
  const position = await registry.journalPosition();
  const name = journal.appender.journalOf('');
  const last = position?.journal === name ? position.sequence : 0;
  const reader = await journal.readChanges(last + 1);
  try {
    const found: Found = { applied: 0, differing: 0, sequence: last, change: 0 };
    await readThrough(reader, found, { registry, log, clock });
    const sessions = found.applied > 0 || position?.restored === true ? await registry.closeAllSessions() : 0;
    await registry.reachedJournal({ journal: name, sequence: found.sequence }, found.change > 0 && found.differing === 0 ? found.change : undefined);
    tell(log, found, sessions);
    return found.applied;
  } finally {
    await reader.close();
  }
}

async function readThrough(reader: JournalReader, found: Found, { registry, log, clock }: Pick<RecoveryParts, 'registry' | 'log' | 'clock'>): Promise<void> {
  const page: RegistryChange[] = [];
  let told = clock.monotonicMillis();
  for (let records = await reader.read(READ); records.length > 0; records = await reader.read(READ)) {
    for (const { kind, body, sequence } of records) {
      found.sequence = sequence;
      if (kind === RecordKind.registryChange) page.push(readJson(body) as RegistryChange);
    }
    if (page.length >= PAGE) await take(registry, page.splice(0), found);
    if (clock.monotonicMillis() - told < TELL_MILLIS) continue;
    told = clock.monotonicMillis();
    log.info({ sequence: found.sequence, applied: found.applied }, 'reading the journal for changes of the registry');
  }
  await take(registry, page, found);
}

async function take(registry: ChangeRecovery, page: readonly RegistryChange[], found: Found): Promise<void> {
  if (page.length === 0) return;
  const outcome = await registry.recoverChanges(page, found.differing === 0);
  if (!outcome.ok) throw journalApart(outcome.reason);
  found.applied += outcome.value.applied;
  found.differing += outcome.value.differing;
  found.change = Math.max(found.change, ...page.map(({ id }) => id));
}

function tell(log: RecoveryParts['log'], { applied, differing }: Found, sessions: number): void {
  if (applied > 0 || sessions > 0) log.warn({ applied, sessions, help: CAUGHT_UP(applied) }, 'registry');
  if (differing > 0) log.warn({ differing, help: TWO_HISTORIES }, 'registry');
}

const CAUGHT_UP = (applied: number) => ({
  zh: `登记库落后于日志，已从日志补上 ${applied} 条变更；所有会话已结束，请重新登录`,
  en: `the registry was behind the journal: ${applied} changes were taken from it; all sessions have ended, log in again`,
});

const TWO_HISTORIES = {
  zh: '日志中有编号相同而内容不同的登记库变更（以前恢复过较旧的登记库）：以登记库为准；以后不能再从日志补上这些变更',
  en: 'the journal has other changes under numbers of the registry (an older registry was restored once): the registry is what counts, and it cannot be rebuilt from this journal',
};
