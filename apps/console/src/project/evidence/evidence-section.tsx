import { useQuery } from '@tanstack/react-query';
import type { EvidenceView, ProjectDetail } from '@yanshou/api-schema';
import { DECISION_STATES } from '@yanshou/telemetry';
import { useState } from 'react';
import { useSession } from '../../api/queries.js';
import { evidenceQuery } from '../../api/work-queries.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { mayWork } from '../../session/rights.js';
import { ChoiceGroup } from '../../ui/choice-group.js';
import { Loaded } from '../../ui/loaded.js';
import { Notice } from '../../ui/notice.js';
import { SearchField } from '../../ui/search-field.js';
import { Section } from '../../ui/section.js';
import { Empty } from '../../ui/states.js';
import { useOpened } from '../../ui/use-opened.js';
import { EvidenceForm } from './evidence-form.js';
import { EvidenceTable } from './evidence-table.js';
import { EVIDENCE_TEXTS } from './evidence-texts.js';
import { NO_FILTER, countByStatus, filterEvidence, kindsPresent } from './evidence-view.js';
import type { EvidenceFilter } from './evidence-view.js';

/** The papers behind the indicators: uploaded by members, decided on by officers. */
export function EvidenceSection({ project }: { readonly project: ProjectDetail }) {
  const texts = useSectionTexts(EVIDENCE_TEXTS);
  const { data: session } = useSession();
  const { open, said, show, close } = useOpened();
  const query = useQuery(evidenceQuery(project.id));
  const upload = mayWork(session) && !open && <button type="button" className="button" onClick={() => show(true)}>{texts.upload}</button>;
  return (
    <Section id="evidence" title={texts.title} aside={upload}>
      <p className="muted">{texts.about}</p>
      <Notice text={said} />
      {open && <EvidenceForm project={project} onDone={({ title }) => close(texts.uploaded(title))} onCancel={close} />}
      <Loaded query={query}>
        {(items) => items.length === 0 ? <Empty title={texts.empty}><p>{texts.emptyHelp}</p></Empty> : <EvidenceList project={project} items={items} onSaid={close} />}
      </Loaded>
    </Section>
  );
}

interface EvidenceListProps {
  readonly project: ProjectDetail;
  readonly items: readonly EvidenceView[];
  readonly onSaid: (text: string) => void;
}

function EvidenceList({ project, items, onSaid }: EvidenceListProps) {
  const texts = useSectionTexts(EVIDENCE_TEXTS);
  const [filter, setFilter] = useState(NO_FILTER);
  const matching = filterEvidence(items, filter);
  return (
    <>
      <EvidenceToolbar items={items} filter={filter} onFilter={setFilter} />
      {matching.length === 0 ? <Empty title={texts.noMatch} /> : <EvidenceTable project={project} items={matching} onSaid={onSaid} />}
    </>
  );
}

interface EvidenceToolbarProps {
  readonly items: readonly EvidenceView[];
  readonly filter: EvidenceFilter;
  readonly onFilter: (filter: EvidenceFilter) => void;
}

function EvidenceToolbar({ items, filter, onFilter }: EvidenceToolbarProps) {
  const texts = useSectionTexts(EVIDENCE_TEXTS);
  const counts = countByStatus(items);
  const states = DECISION_STATES.map((value) => ({ value, label: texts.status[value], count: counts[value] }));
  return (
    <div className="toolbar">
      <ChoiceGroup label={texts.statusFilter} choices={[{ value: 'all', label: texts.all, count: items.length }, ...states]} chosen={filter.status} onChoose={(status) => onFilter({ ...filter, status })} />
      <span className="select">
        <select aria-label={texts.kindFilter} value={filter.kind} onChange={(event) => onFilter({ ...filter, kind: event.target.value as EvidenceFilter['kind'] })}>
          <option value="all">{texts.allKinds}</option>
          {kindsPresent(items).map((kind) => <option key={kind} value={kind}>{texts.kind[kind]}</option>)}
        </select>
      </span>
      <SearchField label={texts.search} hint={texts.searchHint} text={filter.text} onChange={(text) => onFilter({ ...filter, text })} />
    </div>
  );
}
