import type { DeviceFigure } from '@yanshou/catalogue';
import { formatShare } from '@yanshou/kpi';
import type { IndicatorRow } from '@yanshou/kpi';
import { firstRows } from './text-table.js';
import type { TextTable } from './text-table.js';
import { WORDS } from './words.js';
import type { ReportLanguage } from './words.js';

/** A page is to be read: the whole list is in the statement. */
const MOST_SHOWN = 500;

/** Devices counted and not counted, the latter with the reason; none where a device has no intervals of its own. */
export function deviceTables({ devices, figures: { perDevice } }: IndicatorRow, language: ReportLanguage): readonly TextTable[] {
  if (perDevice === undefined) return [];
  const counted = new Set(devices);
  const tables = [deviceTable(perDevice.filter(({ id }) => counted.has(id)), language, false), deviceTable(perDevice.filter(({ id }) => !counted.has(id)), language, true)];
  return tables.filter((table) => table.rows.length > 0);
}

/** The ids alone, where there is no more to say of a device; null where there is, or where none counts. */
export function deviceList({ devices, figures: { perDevice } }: IndicatorRow, language: ReportLanguage): { readonly title: string; readonly ids: string; readonly more: string | null } | null {
  if (perDevice !== undefined || devices.length === 0) return null;
  const { rows, more } = firstRows(devices, MOST_SHOWN, WORDS.moreDevices[language]);
  return { title: heading(WORDS.devicesCounted[language], devices.length), ids: rows.join(language === 'zh' ? '、' : ', '), more };
}

const heading = (title: string, count: number): string => `${title} (${count})`;

function deviceTable(devices: readonly DeviceFigure[], language: ReportLanguage, isLeftOut: boolean): TextTable {
  const { rows, more } = firstRows(devices, MOST_SHOWN, WORDS.moreDevices[language]);
  return {
    title: heading(WORDS[isLeftOut ? 'devicesLeftOut' : 'devicesCounted'][language], devices.length),
    columns: (['device', 'intervals', 'share', ...(isLeftOut ? (['reason'] as const) : [])] as const).map((word) => WORDS[word][language]),
    rows: rows.map((device) => [
      device.id, { number: `${device.valid} / ${device.expected}` }, { number: formatShare(device.expected === 0 ? null : device.valid / device.expected) },
      ...(isLeftOut ? [(device.reason ?? WORDS.belowThreshold)[language]] : []),
    ]),
    more,
  };
}
