import type { Portfolio, RiskReasonView } from '@yanshou/api-schema';
import { dayText } from '../format/time-text.js';
import { useLanguage, useTexts } from '../i18n/language-context.js';

type RiskState = Portfolio['projects'][number]['risk'];

/** The one word for a project; what it means stands in its reasons. */
export function RiskChip({ risk }: { readonly risk: RiskState }) {
  return <span className={`chip risk risk--${risk}`}>{useTexts().risk.state[risk]}</span>;
}

interface RiskReasonsProps {
  readonly reasons: readonly RiskReasonView[];
  readonly zone: string;
  /** How many are in view; the others open. */
  readonly most?: number;
}

/** Why a project may not pass, the weightiest first. */
export function RiskReasons({ reasons, zone, most = Infinity }: RiskReasonsProps) {
  const { risk } = useTexts();
  const [first, rest] = [reasons.slice(0, most), reasons.slice(most)];
  if (reasons.length === 0) return null;
  return (
    <div className="risk-reasons">
      <ReasonList reasons={first} zone={zone} />
      {rest.length > 0 && <details><summary>{risk.more(rest.length)}</summary><ReasonList reasons={rest} zone={zone} /></details>}
    </div>
  );
}

function ReasonList({ reasons, zone }: Omit<RiskReasonsProps, 'most'>) {
  const { language, texts: { risk } } = useLanguage();
  return (
    <ul>
      {reasons.map((reason) => (
        <li key={`${reason.code} ${reason.indicator ?? ''} ${reason.zh}`} className={`risk-reason risk-reason--${reason.severity}`}>
          <b>{risk.severity[reason.severity]}</b> {reason[language]}
          {reason.since !== null && <small className="muted"> {risk.since(dayText(reason.since, zone))}</small>}
        </li>
      ))}
    </ul>
  );
}
