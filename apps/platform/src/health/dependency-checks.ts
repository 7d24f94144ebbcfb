import type { IntakeStatus, PlatformStatus, StoredStatus } from '../platform-status.js';
import type { DiskRoom } from '../alarms/disk-watch.js';
import type { DiskName } from '../alarms/disk-watches.js';
import { faultCode } from '../logging/fault-fields.js';
import type { FaultFields } from '../logging/fault-fields.js';
import { PROGRESS_UNANSWERED } from '../telemetry/stored-status.js';
import type { HealthCheck } from './platform-health.js';
import { down, up, warning } from './platform-health.js';

/** Pending records from which projection counts as lagging; shown, but no reason to refuse messages. */
export const LAG_WARNING = 500_000;

/** What this process depends on beside the disk, each on its own: who is down is told by name. */
export const healthChecks = ({ intake, stored, silence, ...registry }: PlatformStatus): HealthCheck[] => [
  ...(intake === undefined ? journalOfOthers(stored) : [journalCheck(intake)]), ...(stored === undefined ? [] : [projectionCheck(stored), storeCheck(stored)]),
  ...(silence === undefined ? [] : [silentThread(silence)]), registryCheck(registry), ...(intake?.brokerChecks ?? []),
];

/** Who does not write the journal still has to know where it ends; well, it is not named. */
function journalOfOthers(stored: StoredStatus | undefined): HealthCheck[] {
  const { pendingFault } = stored ?? {};
  return pendingFault !== undefined && isJournalFault(pendingFault) ? [down('journal', pendingFault.code, helpOf(pendingFault))] : [];
}

function journalCheck({ journal }: IntakeStatus): HealthCheck {
  switch (journal.kind) {
    case 'ok':
      return up('journal');
    case 'low':
      return warning('journal', 'journal-low', { zh: `磁盘空间不足预警：剩余 ${journal.freeBytes} 字节`, en: `disk is running low: ${journal.freeBytes} bytes free` });
    case 'full':
      return down('journal', 'journal-full', { zh: `磁盘已满，暂停接收，腾出空间后自动恢复：剩余 ${journal.freeBytes} 字节`, en: `disk full, refusing; resumes when there is room: ${journal.freeBytes} bytes free` });
    case 'unreachable':
    case 'failed':
      return down('journal', faultCode(journal.error), journal.error.help);
  }
}

/** Faults of the store are its own; the projection that waits for it is well. */
function projectionCheck({ stopped, alarm, pending, pendingFault }: StoredStatus): HealthCheck {
  if (stopped !== null) return down('projection', alarm?.code ?? 'projection-stopped', { zh: `投影已停止，请查看日志并重启：${stopped}`, en: `the projection has stopped, see the log and restart: ${stopped}` });
  if (alarm !== null && !isStoreFault(alarm)) return down('projection', alarm.code, alarm.help ?? { zh: alarm.message, en: alarm.message });
  if (pending === undefined) return progressCheck(pendingFault);
  return pending > LAG_WARNING ? warning('projection', 'projection-lag', { zh: `投影滞后 ${pending} 条记录`, en: `projection lags behind by ${pending} records` }) : up('projection');
}

/** How far it is nobody can tell: what is away has a check of its own where it is the journal, and where nothing is known to be, it is no more than slow. */
function progressCheck(fault: FaultFields = { code: PROGRESS_UNANSWERED, error: '' }): HealthCheck {
  const why = helpOf(fault);
  const help = { zh: `无法得知投影进度：${why.zh}`, en: `how far the projection is cannot be told: ${why.en}` };
  return (isJournalFault(fault) || fault.code === PROGRESS_UNANSWERED ? warning : down)('projection', fault.code, help);
}

const isJournalFault = ({ code }: FaultFields): boolean => code.startsWith('journal-');

const helpOf = ({ error, help }: FaultFields): { readonly zh: string; readonly en: string } => help ?? { zh: error, en: error };

const silentThread = (fault: FaultFields): HealthCheck => down('telemetry', fault.code, helpOf(fault));

function storeCheck({ alarm, warnings: [standing] }: StoredStatus): HealthCheck {
  if (alarm !== null && isStoreFault(alarm)) return down('store', alarm.code, alarm.help ?? { zh: alarm.message, en: alarm.message });
  return standing === undefined ? up('store') : warning('store', standing.code, standing.help ?? { zh: standing.message, en: standing.message });
}

const isStoreFault = ({ code }: { readonly code: string }): boolean => code.startsWith('store-');

/** The registry is there to be asked; without it devices go on, and nobody is let in or out anew. */
function registryCheck({ registryCurrent, registryFault }: PlatformStatus): HealthCheck {
  if (registryCurrent) return up('registry');
  const { help, code } = registryFault ?? {};
  const why = help ?? { zh: `请检查 PostgreSQL（或内嵌库所在磁盘）（${code ?? '无应答'}）`, en: `check PostgreSQL, or the disk of the embedded database (${code ?? 'no answer'})` };
  return down('registry', help === undefined || code === undefined ? 'registry-unavailable' : code, {
    zh: `登记库不可用，凭据与台账的变更暂不生效，恢复后自动跟上：${why.zh}`,
    en: `the registry is not available, changes of credentials and inventory are not in force and follow when it is back: ${why.en}`,
  });
}

export interface DiskState {
  /** Undefined before the first look, and while it does not tell: then `fault` says why. */
  readonly room: DiskRoom | undefined;
  readonly fault: Error | undefined;
  /** The limit below which less room is a warning. */
  readonly lowShare: number;
}

const DISKS: Readonly<Record<DiskName, { readonly check: string; readonly zh: string; readonly en: string }>> = {
  data: { check: 'disk', zh: '数据目录所在磁盘', en: 'the disk of the data directory' },
  shared: { check: 'shared-disk', zh: '共享目录（YANSHOU_SHARED_DIR）所在磁盘', en: 'the disk of the shared folder (YANSHOU_SHARED_DIR)' },
};

/** Without the shared folder no bundle is made or handed out; devices go on. */
export function diskCheck(name: DiskName, { room, fault, lowShare }: DiskState): HealthCheck {
  const { check, zh, en } = DISKS[name];
  if (room === undefined) {
    if (fault === undefined) return up(check);
    return (name === 'data' ? down : warning)(check, faultCode(fault), { zh: `无法读取${zh}：${fault.message}`, en: `${en} does not answer: ${fault.message}` });
  }
  if (room.freeBytes >= room.totalBytes * lowShare) return up(check);
  return warning(check, 'disk-low', { zh: `${zh}剩余 ${room.freeBytes} 字节，请腾出空间`, en: `${room.freeBytes} bytes free on ${en}: make room` });
}
