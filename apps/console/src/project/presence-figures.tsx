import { shareText } from '../format/value-text.js';
import { useTexts } from '../i18n/language-context.js';
import type { ShownFigures } from './shown-figures.js';

/** The second figure and the counts that are printed beside a networked ratio; of a count of evidence, what became of each item. */
export function PresenceFigures({ figures }: { readonly figures: ShownFigures }) {
  const { indicator: texts } = useTexts();
  const { byCalendar24h, everConnected, validInWindow, verifiedOnSite, exemptShare, evidence } = figures;
  const shown: readonly (readonly [string, string | null])[] = [
    [texts.byCalendar, byCalendar24h && (byCalendar24h.denominator === 1 ? String(byCalendar24h.numerator) : `${byCalendar24h.numerator} / ${byCalendar24h.denominator}`)],
    [texts.everConnected, countText(everConnected, texts.count)],
    [texts.validInWindow, countText(validInWindow, texts.count)],
    [texts.verifiedOnSite, countText(verifiedOnSite, texts.count)],
    [texts.exemptShare, exemptShare === null || evidence !== null ? null : shareText(exemptShare)],
    [texts.evidenceCounted, evidence && String(evidence.counted)],
    [texts.evidenceAwaiting, evidence && String(evidence.awaiting)],
    [texts.evidenceOutsideTerm, evidence && String(evidence.outsideTerm)],
    [texts.evidenceNotCounting, evidence && String(evidence.notCounting)],
    [texts.evidenceRejected, evidence && String(evidence.rejected)],
  ];
  const present = shown.filter(([, figure]) => figure !== null);
  if (present.length === 0) return null;
  return <dl className="figures figures--small">{present.map(([term, figure]) => <div key={term}><dt>{term}</dt><dd>{figure}</dd></div>)}</dl>;
}

const countText = (count: number | null, text: (count: number) => string): string | null => (count === null ? null : text(count));
