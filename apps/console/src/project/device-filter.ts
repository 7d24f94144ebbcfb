import type { DeviceWithState } from '@yanshou/api-schema';
import type { CountedState, DeviceState } from '../ui/device-counts.js';

export interface DeviceFilter {
  readonly state: DeviceState | 'all';
  readonly text: string;
}

export const DEVICES_PER_PAGE = 25;

/** Devices in the state sought that hold every word sought in id, names or asset number. */
export function filterDevices(devices: readonly DeviceWithState[], { state, text }: DeviceFilter): readonly DeviceWithState[] {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return devices.filter((device) => (state === 'all' || device.state === state) && words.every((word) => searchable(device).includes(word)));
}

const searchable = ({ id, nameZh, nameEn, assetNumber, classId }: DeviceWithState): string => `${id}\n${nameZh}\n${nameEn}\n${assetNumber}\n${classId}`.toLowerCase();

/** Of devices in service. */
export function countStates(devices: readonly DeviceWithState[]): Readonly<Record<CountedState, number>> {
  const counts = { live: 0, silent: 0, never: 0, unjudged: 0 };
  for (const { state } of devices) if (state !== 'decommissioned') counts[state] += 1;
  return counts;
}

/** One page of a list; a page beyond the last is the last. `first` and `last` count from 1. */
export function pageOf<T>(all: readonly T[], page: number, size = DEVICES_PER_PAGE): { readonly items: readonly T[]; readonly page: number; readonly pages: number; readonly first: number; readonly last: number } {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const at = Math.min(Math.max(page, 0), pages - 1);
  const items = all.slice(at * size, (at + 1) * size);
  return { items, page: at, pages, first: at * size + 1, last: at * size + items.length };
}
