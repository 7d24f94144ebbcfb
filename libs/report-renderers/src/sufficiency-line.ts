import { repairText } from '@yanshou/catalogue';
import type { SufficiencyFigure } from '@yanshou/kpi';
import { parseIsoMicros } from '@yanshou/telemetry';
import type { ReportLanguage } from './words.js';

/** Whether what is missing could still be sent when the statement was made (ISO 8601): the row itself knows no time. Null where nothing is missing. */
export function sufficiencyLine(sufficiency: SufficiencyFigure | undefined, createdAt: string, language: ReportLanguage): string | null {
  const text = sufficiency && repairText(sufficiency, parseIsoMicros(createdAt) ?? 0);
  return text ? text[language] : null;
}
