import { useQuery } from '@tanstack/react-query';
import type { ProjectDetail } from '@yanshou/api-schema';
import { useSession } from '../../api/queries.js';
import { moneyQuery } from '../../api/work-queries.js';
import { timeText } from '../../format/time-text.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { mayDecideOn, mayWork } from '../../session/rights.js';
import { Loaded } from '../../ui/loaded.js';
import { Notice } from '../../ui/notice.js';
import { Section } from '../../ui/section.js';
import { Empty } from '../../ui/states.js';
import { useOpened } from '../../ui/use-opened.js';
import { AuditForm } from './audit-form.js';
import { MoneyFindings } from './money-findings.js';
import { MoneyForm } from './money-form.js';
import { LinesTable, ShareBars, SourcesTable, Subsidies } from './money-tables.js';
import { MONEY_TEXTS } from './money-texts.js';
import { wanText } from './money-view.js';
import type { Money } from './money-view.js';

/** Budget, sources, what is eligible, and the subsidy by both readings. */
export function MoneySection({ project }: { readonly project: ProjectDetail }) {
  const texts = useSectionTexts(MONEY_TEXTS);
  const query = useQuery(moneyQuery(project.id));
  const { open, said, show, close } = useOpened<'state' | 'audit'>();
  const { data: money } = query;
  return (
    <Section id="money" title={texts.title} aside={money !== undefined && open === undefined && <Offers money={money} onOpen={show} />}>
      <p className="muted">{texts.about}</p>
      <Notice text={said} />
      {open === 'state' && money !== undefined && <MoneyForm project={project.id} money={money} onDone={() => close(texts.stated)} onCancel={close} />}
      {open === 'audit' && money && <AuditForm project={project.id} money={money} onDone={() => close(texts.audited)} onCancel={close} />}
      <Loaded query={query}>{(one) => one === null ? open === undefined && <Empty title={texts.none}><p>{texts.noneHelp}</p></Empty> : <MoneyFigures money={one} zone={project.zone} />}</Loaded>
    </Section>
  );
}

/** What the caller may do next: the budget stays once it is audited, and nobody audits what they stated. */
function Offers({ money, onOpen }: { readonly money: Money | null; readonly onOpen: (what: 'state' | 'audit') => void }) {
  const texts = useSectionTexts(MONEY_TEXTS);
  const { data: session } = useSession();
  const mayState = mayWork(session) && (money === null || money.audit === null);
  const mayAudit = money !== null && mayDecideOn(session, money.stated.statedBy);
  return (
    <span className="buttons">
      {mayState && <button type="button" className="button" onClick={() => onOpen('state')}>{texts.state}</button>}
      {mayAudit && <button type="button" className="button" onClick={() => onOpen('audit')}>{texts.audit}</button>}
    </span>
  );
}

function MoneyFigures({ money, zone }: { readonly money: Money; readonly zone: string }) {
  const texts = useSectionTexts(MONEY_TEXTS);
  const { stated, audit } = money;
  const facts: readonly (readonly [string, string])[] = [
    [texts.applicant, `${stated.applicant.name} · ${stated.applicant.code}`], [texts.construction, `${stated.construction.from} – ${stated.construction.to ?? ''}`],
    [texts.matchingTerm, stated.districtMatching === undefined ? texts.unknown : texts.wan(wanText(stated.districtMatching))],
    [texts.statedBy(stated.statedBy, timeText(stated.statedAt, zone)), audit === null ? texts.notAudited : texts.auditedBy(audit.who, timeText(audit.at, zone))],
  ];
  return (
    <>
      <dl className="facts">{facts.map(([term, fact]) => <div key={term}><dt>{term}</dt><dd>{fact}</dd></div>)}</dl>
      <ShareBars money={money} />
      <Subsidies money={money} />
      <MoneyFindings money={money} />
      <LinesTable money={money} />
      <SourcesTable money={money} />
    </>
  );
}
