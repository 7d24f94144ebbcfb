import { useLanguage } from '../../i18n/language-context.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { MONEY_TEXTS } from './money-texts.js';
import type { Money } from './money-view.js';

/** What of the money does not fit together, to be looked at. */
export function MoneyFindings({ money: { findings, otherProjects } }: { readonly money: Money }) {
  const { language } = useLanguage();
  const texts = useSectionTexts(MONEY_TEXTS);
  return (
    <>
      <h3 className="sub-head">{texts.findings}</h3>
      {findings.length === 0 ? <p className="muted">{texts.noFindings}</p> : (
        <ul className="leads">
          {findings.map((finding) => <li key={`${finding.code} ${finding.field}`} className="lead"><span>{finding[language]}</span><small className="muted"><code>{finding.field}</code> · <code>{finding.code}</code></small></li>)}
          {otherProjects.length > 0 && <li className="lead">{texts.others(otherProjects.join(', '))}</li>}
        </ul>
      )}
    </>
  );
}
