import type { Verdict } from '@yanshou/catalogue';
import { barGeometry } from '../format/bar-geometry.js';
import { targetText, valueText } from '../format/value-text.js';
import type { Figure } from '../format/value-text.js';
import { useLanguage } from '../i18n/language-context.js';

interface TargetBarProps {
  readonly row: Figure & { readonly verdict: Verdict };
}

/** A value against its target, at a glance. The figures stand beside it as text. */
export function TargetBar({ row }: TargetBarProps) {
  const { language, texts } = useLanguage();
  const { start, length, target } = barGeometry(row.value, row.target, row.unit);
  return (
    <span className="bar" role="img" aria-label={texts.indicator.bar(valueText(row, language), targetText(row, language))}>
      {row.value !== null && <span className={`bar__fill bar__fill--${row.verdict}`} style={{ left: `${start}%`, width: `${length}%` }} />}
      {target !== null && <span className="bar__target" style={{ left: `${target}%` }} />}
    </span>
  );
}
