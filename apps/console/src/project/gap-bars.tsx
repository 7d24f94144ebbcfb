import type { GapReportView } from '@yanshou/api-schema';
import { shareText } from '../format/value-text.js';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';

/** A bar a cause, the largest first; what is not expected is marked, because it lowers nothing. */
export function GapBars({ report: { totals, missing } }: { readonly report: GapReportView }) {
  const { language, texts } = useLanguage();
  const shown = totals.filter(({ intervals }) => intervals > 0).toSorted((a, b) => b.intervals - a.intervals);
  return (
    <ul className="gap-bars">
      {shown.map((total) => (
        <li key={total.cause} className="gap-bars__row">
          <span className="gap-bars__name">{nameIn(total, language)}</span>
          <span className="gap-bars__track" aria-hidden="true">
            <span className={total.expected ? 'gap-bars__fill' : 'gap-bars__fill gap-bars__fill--exempt'} style={{ width: `${(100 * total.intervals) / missing}%` }} />
          </span>
          <span>{texts.gaps.total(total.intervals, shareText(total.intervals / missing), total.events, total.devices)}{total.expected ? '' : texts.gaps.notExpected}</span>
        </li>
      ))}
    </ul>
  );
}
