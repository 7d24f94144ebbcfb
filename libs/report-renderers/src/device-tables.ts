import type { DeviceFigure } from '@yanshou/catalogue';
import { formatShare } from '@yanshou/kpi';
import type { IndicatorRow } from '@yanshou/kpi';
import { html } from './html-text.js';
import type { Html } from './html-text.js';
import { WORDS } from './words.js';
import type { ReportLanguage } from './words.js';

/** A page is to be read: the whole list is in the statement. */
const MOST_SHOWN = 500;

/** Devices counted and not counted, the latter with the reason; ids alone where a device has no intervals of its own. */
export function deviceTables({ devices, figures: { perDevice } }: IndicatorRow, language: ReportLanguage): Html | null {
  if (perDevice === undefined) return devices.length === 0 ? null : html`<h4>${heading(WORDS.devicesCounted[language], devices.length)}</h4><p>${devices.slice(0, MOST_SHOWN).join(language === 'zh' ? '、' : ', ')}${more(devices.length, language)}</p>`;
  const counted = new Set(devices);
  return html`${deviceTable(WORDS.devicesCounted[language], perDevice.filter(({ id }) => counted.has(id)), language)}
${deviceTable(WORDS.devicesLeftOut[language], perDevice.filter(({ id }) => !counted.has(id)), language, true)}`;
}

const heading = (title: string, count: number): string => `${title} (${count})`;

function deviceTable(title: string, devices: readonly DeviceFigure[], language: ReportLanguage, reasons = false): Html | null {
  if (devices.length === 0) return null;
  return html`<h4>${heading(title, devices.length)}</h4><table><thead><tr><th>${WORDS.device[language]}</th><th>${WORDS.intervals[language]}</th><th>${WORDS.share[language]}</th>${reasons && html`<th>${WORDS.reason[language]}</th>`}</tr></thead><tbody>
${devices.slice(0, MOST_SHOWN).map((device) => html`<tr><td>${device.id}</td><td class="number">${device.valid} / ${device.expected}</td><td class="number">${formatShare(device.expected === 0 ? null : device.valid / device.expected)}</td>${reasons && html`<td>${(device.reason ?? WORDS.belowThreshold)[language]}</td>`}</tr>`)}
</tbody></table>${more(devices.length, language)}`;
}

const more = (count: number, language: ReportLanguage): Html | null =>
  count <= MOST_SHOWN ? null : html`<p class="muted">… ${WORDS.moreDevices[language]} ${count}</p>`;
