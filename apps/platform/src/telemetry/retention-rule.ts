import type { Registry } from '@yanshou/registry';
import { MICROS_PER_DAY, MICROS_PER_MILLISECOND } from '@yanshou/telemetry';
import type { Micros, ProjectContract } from '@yanshou/telemetry';
import type { PlatformConfig } from '../config/config.js';
import { ConfigurationError } from '../config/configuration-error.js';

/** For so long after its acceptance a project has to be able to show what its indicators rest on. */
const YEARS_AFTER_ACCEPTANCE = 5;

/** Days for which a contract's readings have to be kept: from the start of its baseline until five years after its acceptance. */
export function daysNeeded({ baseline, window, term }: Pick<ProjectContract, 'baseline' | 'window' | 'term'>): number {
  const from = Math.min(window.from, baseline?.from ?? window.from);
  const acceptance = Math.max(window.to, term?.to ?? window.to);
  return Math.ceil((yearsAfter(acceptance) - from) / MICROS_PER_DAY);
}

function yearsAfter(at: Micros): Micros {
  const date = new Date(at / MICROS_PER_MILLISECOND);
  date.setUTCFullYear(date.getUTCFullYear() + YEARS_AFTER_ACCEPTANCE);
  return date.getTime() * MICROS_PER_MILLISECOND;
}

/** Throws ConfigurationError when readings would go before a contract is done with them, unless that has been confirmed. */
export async function checkRetention({ store }: Pick<PlatformConfig, 'store'>, registry: Pick<Registry, 'projects' | 'contract'>): Promise<void> {
  if (store.kind !== 'influxdb' || store.shortRetentionConfirmed === true) return;
  const { retentionDays } = store.settings;
  if (retentionDays === undefined) return;
  let longest = { project: '', days: 0 };
  for (const { id } of await registry.projects()) {
    const contract = await registry.contract(id);
    const days = contract === undefined ? 0 : daysNeeded(contract);
    if (days > longest.days) longest = { project: id, days };
  }
  if (retentionDays < longest.days) throw tooShort(retentionDays, longest);
}

const tooShort = (given: number, { project, days }: { readonly project: string; readonly days: number }): ConfigurationError =>
  new ConfigurationError(
    `YANSHOU_RETENTION_DAYS=${given} 短于项目 ${project} 的任务书所需的 ${days} 天（基线开始至验收后五年），到期会删除考核依据：请删去该设置或不少于 ${days}；确要如此，另设 YANSHOU_RETENTION_CONFIRMED_DAYS=${given}`
    + ` / YANSHOU_RETENTION_DAYS=${given} is less than the ${days} days that the contract of ${project} needs (from its baseline to five years after acceptance) and would delete what it rests on: unset it or give ${days} or more; if that is meant, set YANSHOU_RETENTION_CONFIRMED_DAYS=${given} too`,
  );
