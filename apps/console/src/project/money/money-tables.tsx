import { useLanguage } from '../../i18n/language-context.js';
import { nameIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { RowsTable } from '../../ui/rows-table.js';
import type { Column } from '../../ui/rows-table.js';
import { ToneChip } from '../../ui/tone-chip.js';
import { MONEY_TEXTS } from './money-texts.js';
import { isZero, shareBars, wanText } from './money-view.js';
import type { Amount, Money } from './money-view.js';

type Line = Omit<Money['lines'][number], 'nameZh' | 'nameEn'> & { readonly name: string };

/** Every line of the form, those without an amount too, and the total. */
export function LinesTable({ money: { lines, total } }: { readonly money: Money }) {
  const { language } = useLanguage();
  const texts = useSectionTexts(MONEY_TEXTS);
  const amount = (heading: string, of: (line: Line) => Amount): Column<Line> => ({ heading, cell: (line) => isZero(of(line)) ? <span className="muted">0</span> : wanText(of(line)), className: 'number' });
  const columns: readonly Column<Line>[] = [
    { heading: texts.line, cell: ({ name }) => name },
    amount(texts.budget, (line) => line.budget), amount(texts.eligibleBudget, (line) => line.eligibleBudget), amount(texts.requested, (line) => line.requested),
    amount(texts.auditedAmount, (line) => line.audited), amount(texts.eligibleAudited, (line) => line.eligibleAudited),
  ];
  const rows = [...lines.map((line) => ({ ...line, name: nameIn(line, language) })), { ...total, line: 'total', name: texts.total }];
  return <><h3 className="sub-head">{texts.lines}</h3><RowsTable label={texts.lines} columns={columns} rows={rows} keyOf={({ line }) => line} isTotal={({ line }) => line === 'total'} isEmpty={hasNothing} /></>;
}

const hasNothing = ({ budget, requested, audited }: Line): boolean => [budget, requested, audited].every(isZero);

type Source = Money['stated']['sources'][number];

export function SourcesTable({ money: { stated } }: { readonly money: Money }) {
  const texts = useSectionTexts(MONEY_TEXTS);
  const columns: readonly Column<Source>[] = [
    { heading: texts.year, cell: ({ year }) => String(year) }, { heading: texts.own, cell: ({ own }) => wanText(own), className: 'number' }, { heading: texts.programme, cell: ({ programme }) => wanText(programme), className: 'number' },
  ];
  if (stated.sources.length === 0) return null;
  return <><h3 className="sub-head">{texts.sources}</h3><RowsTable label={texts.sources} columns={columns} rows={stated.sources} keyOf={({ year }) => String(year)} /></>;
}

/** How much of budget and audited total is eligible; the figures stand beside the bars. */
export function ShareBars({ money }: { readonly money: Money }) {
  const texts = useSectionTexts(MONEY_TEXTS);
  return (
    <div className="balance" role="group" aria-label={texts.share}>
      <h3>{texts.share}</h3>
      {shareBars(money).map(({ name, eligible, rest, eligibleText, restText }) => (
        <div key={name} className="balance__row balance__row--wide">
          <span>{texts[name]}</span>
          <span className="balance__track" aria-hidden="true">
            <span className="balance__fill" style={{ left: 0, width: `${eligible}%` }} />
            {rest > 0 && <span className="balance__fill balance__fill--down" style={{ left: `${eligible}%`, width: `${rest}%` }} />}
          </span>
          <span className="balance__figure">{texts.eligible} {eligibleText} · {texts.notEligible} {restText}</span>
        </div>
      ))}
    </div>
  );
}

/** The subsidy by both readings of the guide, side by side. */
export function Subsidies({ money: { subsidy, rule, topUp } }: { readonly money: Money }) {
  const texts = useSectionTexts(MONEY_TEXTS);
  if (subsidy === null) return <p className="muted">{texts.noRule}</p>;
  return (
    <div className="subsidies">
      {rule !== null && <p className="muted">{rule.from === 'rule-document' ? texts.byRule(rule.number) : texts.byCatalogue(rule.number)}</p>}
      {(['ofTotal', 'ofEligible'] as const).map((reading) => {
        const { base, uncapped, subsidy: granted, capped } = subsidy[reading];
        return (
          <div key={reading} className="subsidy">
            <h3>{texts[reading]}</h3>
            <span className="subsidy__figure">{texts.wan(wanText(granted))}{capped && <> <ToneChip tone="warn">{texts.capped}</ToneChip></>}</span>
            <small className="muted">{texts.base} {wanText(base)} · {texts.uncapped} {wanText(uncapped)} · {subsidy.clause}</small>
          </div>
        );
      })}
      {topUp !== null && <p>{texts.topUp(wanText(topUp.ofTotal), wanText(topUp.ofEligible))} <small className="muted">{topUp.document} · {topUp.rule} · {topUp.clause}</small></p>}
    </div>
  );
}
