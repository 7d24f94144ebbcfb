import { LEG_NAMES, QUANTITIES, declaredSharesText } from '@yanshou/catalogue';
import { amountText, roundedText, shareText } from '../format/value-text.js';
import { useLanguage } from '../i18n/language-context.js';
import type { Language } from '../i18n/language.js';
import type { ShownLeg, ShownSources } from './shown-figures.js';

/** Both sides of a gain: each with what it is made of, where that comes from, and its own coverage. */
export function LegFigures({ legs, sources }: { readonly legs: readonly ShownLeg[]; readonly sources: ShownSources | null }) {
  const { language, texts: { indicator: texts } } = useLanguage();
  if (legs.length === 0) return null;
  return (
    <>
      <h3>{texts.legs}</h3>
      <dl className="figures figures--small">{legs.map((leg) => <LegFigure key={leg.leg} leg={leg} />)}</dl>
      {sources && <p><small>{texts.sources(sources.measured, sources.declared, declaredSharesText(legs, language, shareText))}</small></p>}
    </>
  );
}

function LegFigure({ leg }: { readonly leg: ShownLeg }) {
  const { language, texts: { indicator: texts, sourceKind } } = useLanguage();
  const sources: Readonly<Record<string, string>> = sourceKind;
  return (
    <div>
      <dt>{wordIn(LEG_NAMES, leg.leg, language)}</dt>
      <dd>
        {roundedText(leg.value, leg.unit, language)}
        <small>{leg.quantities.map(({ quantity, amount, unit }) => `${wordIn(QUANTITIES, quantity, language)} ${amountText(amount, unit, language)}`).join(' ÷ ')}</small>
        <small>{sources[leg.sourceKind] ?? leg.sourceKind} · {texts.deviceCoverageLong} {shareText(leg.coverage)}</small>
      </dd>
    </div>
  );
}

/** A word of the catalogue; a version to come may know words that this one does not. */
const wordIn = (words: Readonly<Record<string, Readonly<Record<Language, string>>>>, key: string, language: Language): string => words[key]?.[language] ?? key;
