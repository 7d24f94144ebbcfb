import { findIndicator } from '@yanshou/catalogue';
import { readsBaseline } from '@yanshou/kpi';
import type { Micros, ProjectContract } from '@yanshou/telemetry';
import { MICROS_PER_HOUR } from '@yanshou/telemetry';

/**
 * The contract as it can be judged at a time: its window ends with the last whole hour, because nothing can be expected
 * of the hours to come. From the window's end on, the contract itself.
 */
export function contractAt(contract: ProjectContract, at: Micros): ProjectContract {
  const { from, to } = contract.window;
  const until = Math.floor(at / MICROS_PER_HOUR) * MICROS_PER_HOUR;
  return until >= to ? contract : { ...contract, window: { ...contract.window, to: Math.max(from, until) } };
}

/** The contract judged over a part of its window, e.g. one day of it: of that day alone, whatever own window a stock figure has. */
export const contractOver = (contract: ProjectContract, span: { readonly from: Micros; readonly to: Micros }): ProjectContract =>
  ({ ...contract, targets: contract.targets.map(({ window: _own, ...target }) => target), window: { ...contract.window, from: span.from, to: span.to } });

/** The contract as a period is assessed by it: with the window that it fixed beside the one that is judged. */
export const assessedContract = (contract: ProjectContract, span: { readonly from: Micros; readonly to: Micros }): ProjectContract =>
  ({ ...contract, window: { ...contract.window, from: span.from, to: span.to }, reportingWindow: contract.window });

/**
 * What a stored window is judged by: the targets that telemetry alone answers. The baseline stays only where one of them
 * reads it, or every hour would read it again.
 */
export function windowContract(contract: ProjectContract, span: { readonly from: Micros; readonly to: Micros }): ProjectContract {
  const { baseline, targets, ...rest } = contractOver(contract, span);
  const judged = { ...rest, targets: targets.filter(({ indicator }) => findIndicator(indicator)?.kind === 'telemetry') };
  return baseline !== undefined && readsBaseline(judged) ? { ...judged, baseline } : judged;
}

/** What dashboards draw of a span: of that span alone, without the baseline that no day is compared with. */
export function chartContract(contract: ProjectContract, span: { readonly from: Micros; readonly to: Micros }): ProjectContract {
  const { baseline, ...rest } = contractOver(contract, span);
  return rest;
}
