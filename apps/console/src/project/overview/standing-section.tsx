import { useQuery } from '@tanstack/react-query';
import type { AnswerOf, ProjectDetail } from '@yanshou/api-schema';
import { standingQuery } from '../../api/work-queries.js';
import { amountText, shareText } from '../../format/value-text.js';
import { useLanguage } from '../../i18n/language-context.js';
import { nameIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { INDICATOR_COLUMNS, IndicatorCells, IndicatorHeadings } from '../../ui/indicator-cells.js';
import { Loaded } from '../../ui/loaded.js';
import { Section } from '../../ui/section.js';
import { VerdictChip } from '../../ui/verdict-chip.js';
import { STANDING_TEXTS } from './standing-texts.js';

type Standing = AnswerOf<'readStanding'>;

/** How far each indicator is, and the roll-up: an estimate of the platform, and labelled as one. */
export function StandingSection({ project }: { readonly project: ProjectDetail }) {
  return project.contract === null ? null : <StandingOf project={project.id} />;
}

function StandingOf({ project }: { readonly project: string }) {
  const texts = useSectionTexts(STANDING_TEXTS);
  return (
    <Section id="standing" title={texts.title} aside={<span className="tag">{texts.label}</span>}>
      <Loaded query={useQuery(standingQuery(project))}>{(standing) => <><RollUp standing={standing} /><Completions standing={standing} /><Omitted omitted={standing.omitted} /></>}</Loaded>
    </Section>
  );
}

function RollUp({ standing: { rule, rollUp, indicators } }: { readonly standing: Standing }) {
  const { language } = useLanguage();
  const texts = useSectionTexts(STANDING_TEXTS);
  const nameOf = (id: string): string => {
    const found = indicators.find(({ indicator }) => indicator.indicator === id);
    return found === undefined ? id : nameIn(found.indicator, language);
  };
  return (
    <>
      <dl className="facts">
        <div><dt>{texts.estimate} · {rollUp.label[language]}</dt><dd><VerdictChip verdict={rollUp.estimate} /> {texts.metOf(rollUp.met, rollUp.of)}</dd></div>
        <div><dt>{texts.mean}</dt><dd>{shareText(rollUp.meanCompletion)}</dd></div>
        <div><dt>{texts.meanZero}</dt><dd>{shareText(rollUp.meanWithUndecidedAsZero)}</dd></div>
        <div><dt>{texts.ruleOf}</dt><dd>{useRuleText(rollUp.rule)}</dd></div>
        <div><dt>{texts.document}</dt><dd><RuleDocument rule={rule} /></dd></div>
      </dl>
      {rollUp.undecided.length > 0 && <p className="muted">{texts.undecided(rollUp.undecided.map(nameOf).join(language === 'zh' ? '、' : ', '))}</p>}
    </>
  );
}

function useRuleText(rule: Standing['rollUp']['rule']): string {
  const { rules } = useSectionTexts(STANDING_TEXTS);
  if (rule.kind === 'all-met') return rules['all-met'];
  return rule.kind === 'key-met' ? rules['key-met'](shareText(rule.share)) : rules['mean-completion'](shareText(rule.minimum));
}

function RuleDocument({ rule }: { readonly rule: Standing['rule'] }) {
  const { language } = useLanguage();
  const texts = useSectionTexts(STANDING_TEXTS);
  if (rule === null) return <>{texts.noDocument}</>;
  return <>{rule.document.number} {rule.document.title}{rule.approval !== null && <> · {texts.approval(rule.approval)}</>}{rule.remarks.map((remark) => <small key={remark.en} className="muted"> {remark[language]}</small>)}</>;
}

/** Each indicator as it stands everywhere, with its completion below. */
function Completions({ standing: { indicators } }: { readonly standing: Standing }) {
  return (
    <table role="table" className="indicators standing" aria-labelledby="standing-title">
      <IndicatorHeadings />
      {indicators.map((entry) => (
        <tbody key={entry.indicator.indicator} role="rowgroup">
          <tr role="row" className="indicator-row"><IndicatorCells row={entry.indicator} /></tr>
          <tr role="row" className="reasons-row"><td role="cell" colSpan={INDICATOR_COLUMNS}><CompletionOf entry={entry} /></td></tr>
        </tbody>
      ))}
    </table>
  );
}

/** The rate by value and target; and as what it counts, where that differs. */
function CompletionOf({ entry: { isKey, completion: { rate, counted, reverse, reason } } }: { readonly entry: Standing['indicators'][number] }) {
  const { language } = useLanguage();
  const texts = useSectionTexts(STANDING_TEXTS);
  const notes = [...(reverse ? [texts.reverse] : []), ...(counted !== null && counted !== rate ? [texts.counted(shareText(counted))] : []), ...(reason === null ? [] : [reason[language]])];
  return (
    <span className="completion">
      {isKey && <span className="tag">{texts.key}</span>}
      <span>{texts.completion} <b>{shareText(rate)}</b></span>
      <span className="completion__track" aria-hidden="true"><span className="completion__fill" style={{ width: `${Math.min(100, 100 * (rate ?? 0))}%` }} /></span>
      {notes.length > 0 && <span>{notes.join(' · ')}</span>}
    </span>
  );
}

function Omitted({ omitted }: Pick<Standing, 'omitted'>) {
  const { language } = useLanguage();
  const texts = useSectionTexts(STANDING_TEXTS);
  if (omitted.length === 0) return null;
  return (
    <>
      <h3 className="sub-head">{texts.omitted}</h3>
      <ul className="leads">{omitted.map((one) => <li key={one.indicator} className="lead">{texts.omittedTarget(one[language], amountText(one.target, one.unit, language))}<small className="muted"><code>{one.indicator}</code></small></li>)}</ul>
    </>
  );
}
