import { useQuery } from '@tanstack/react-query';
import type { ProjectDetail, ReconciliationView } from '@yanshou/api-schema';
import { useSession } from '../../api/queries.js';
import { reconciliationQuery } from '../../api/work-queries.js';
import { timeText } from '../../format/time-text.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { mayWork } from '../../session/rights.js';
import { Loaded } from '../../ui/loaded.js';
import { Notice } from '../../ui/notice.js';
import { Section } from '../../ui/section.js';
import { Empty } from '../../ui/states.js';
import { useOpened } from '../../ui/use-opened.js';
import { EffectBars } from './effect-bars.js';
import { LedgerForm } from './ledger-form.js';
import { LEDGER_TEXTS } from './ledger-texts.js';
import { ReconciliationTable } from './reconciliation-table.js';

/** The fixed-asset ledger against the inventory, both ways. */
export function LedgerSection({ project }: { readonly project: ProjectDetail }) {
  const texts = useSectionTexts(LEDGER_TEXTS);
  const { data: session } = useSession();
  const { open, said, show, close } = useOpened();
  const offer = mayWork(session) && !open && <button type="button" className="button" onClick={() => show(true)}>{texts.import}</button>;
  const done = ({ ledger }: ReconciliationView): void => close(ledger === null ? undefined : texts.imported(ledger.version, ledger.count));
  return (
    <Section id="ledger" title={texts.title} aside={offer}>
      <p className="muted">{texts.about}</p>
      <Notice text={said} />
      {open && <LedgerForm project={project.id} onDone={done} onCancel={close} />}
      <Loaded query={useQuery(reconciliationQuery(project.id))}>
        {(view) => view.ledger === null ? <Empty title={texts.none}><p>{texts.noneHelp}</p></Empty> : <Reconciliation view={view} ledger={view.ledger} zone={project.zone} />}
      </Loaded>
    </Section>
  );
}

interface ReconciliationProps {
  readonly view: ReconciliationView;
  readonly ledger: NonNullable<ReconciliationView['ledger']>;
  readonly zone: string;
}

function Reconciliation({ view, ledger, zone }: ReconciliationProps) {
  const texts = useSectionTexts(LEDGER_TEXTS);
  const facts: readonly (readonly [string, string])[] = [
    [texts.version, texts.versionOf(ledger.version)], [texts.fileName, `${ledger.fileName} · ${ledger.sheet}`], [texts.assets, String(ledger.count)], [texts.matched, String(view.matched)],
    [texts.importedBy, texts.by(ledger.importedBy, timeText(ledger.importedAt, zone))],
  ];
  return (
    <>
      <dl className="facts">{facts.map(([term, fact]) => <div key={term}><dt>{term}</dt><dd>{fact}</dd></div>)}</dl>
      <EffectBars view={view} />
      {view.findings.length === 0 ? <p>{texts.noFindings}</p> : <ReconciliationTable findings={view.findings} />}
    </>
  );
}
