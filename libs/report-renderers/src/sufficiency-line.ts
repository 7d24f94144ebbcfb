import { repairText } from '@yanshou/catalogue';
import type { SufficiencyFigure } from '@yanshou/kpi';
import { parseIsoMicros } from '@yanshou/telemetry';
import { html } from './html-text.js';
import type { Html } from './html-text.js';
import type { ReportLanguage } from './words.js';

/** Whether what is missing could still be sent when the statement was made (ISO 8601): the row itself knows no time. */
export function sufficiencyLine(sufficiency: SufficiencyFigure | undefined, createdAt: string, language: ReportLanguage): Html | null {
  const text = sufficiency && repairText(sufficiency, parseIsoMicros(createdAt) ?? 0);
  return text ? html`<p><strong>${text[language]}</strong></p>` : null;
}
