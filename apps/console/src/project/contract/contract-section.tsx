import type { ProjectDetail } from '@yanshou/api-schema';
import { useSession } from '../../api/queries.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { mayDecide } from '../../session/rights.js';
import { Notice } from '../../ui/notice.js';
import { Section } from '../../ui/section.js';
import { Empty } from '../../ui/states.js';
import { useOpened } from '../../ui/use-opened.js';
import { ContractFacts } from './contract-facts.js';
import { ContractForm } from './contract-form.js';
import { CONTRACT_TEXTS } from './contract-texts.js';
import { TargetsView } from './targets-view.js';

/** What the project promised: read by all, drafted and changed by officers. */
export function ContractSection({ project }: { readonly project: ProjectDetail }) {
  const texts = useSectionTexts(CONTRACT_TEXTS);
  const { data: session } = useSession();
  const { open, said, show, close } = useOpened();
  const { contract } = project;
  const isOfficer = mayDecide(session);
  const offer = isOfficer && !open && <button type="button" className="button" onClick={() => show(true)}>{contract === null ? texts.draft : texts.change}</button>;
  return (
    <Section id="contract" title={texts.title} aside={offer}>
      <p className="muted">{texts.about}</p>
      <Notice text={said} />
      {open && <ContractForm project={project} onDone={(version) => close(texts.saved(version))} onCancel={close} />}
      {contract === null && !open && <Empty title={texts.none}>{!isOfficer && <p>{texts.askOfficer}</p>}</Empty>}
      {contract !== null && !open && <><ContractFacts project={project} contract={contract} /><TargetsView project={project} contract={contract} /></>}
    </Section>
  );
}
