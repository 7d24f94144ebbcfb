import type { IndicatorRowView } from '@yanshou/api-schema';
import { repairText } from '@yanshou/catalogue';
import { systemClock } from '@yanshou/telemetry';
import { useState } from 'react';
import { useLanguage } from '../i18n/language-context.js';

/** Whether what is missing can still be sent, as of when the details were opened: the row itself knows no time. */
export function SufficiencyNote({ row }: { readonly row: IndicatorRowView }) {
  const { language } = useLanguage();
  const [at] = useState(() => systemClock.now());
  const text = row.figures.sufficiency && repairText(row.figures.sufficiency, at);
  return text ? <p><strong>{text[language]}</strong></p> : null;
}
