import { useQuery } from '@tanstack/react-query';
import type { AnswerOf, ProjectDetail } from '@yanshou/api-schema';
import { useSession } from '../../api/queries.js';
import { findingsQuery } from '../../api/work-queries.js';
import { useLanguage } from '../../i18n/language-context.js';
import { nameIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { mayDecide } from '../../session/rights.js';
import { Loaded } from '../../ui/loaded.js';
import { Section } from '../../ui/section.js';
import { EVIDENCE_TEXTS } from './evidence-texts.js';

type Finding = AnswerOf<'listEvidenceFindings'>['items'][number];

/** Leads for officers; nobody else is shown that there are any. */
export function FindingsSection({ project }: { readonly project: ProjectDetail }) {
  const { data: session } = useSession();
  return mayDecide(session) ? <Findings project={project.id} /> : null;
}

function Findings({ project }: { readonly project: string }) {
  const texts = useSectionTexts(EVIDENCE_TEXTS);
  return (
    <Section id="findings" title={texts.findings}>
      <p className="muted">{texts.findingsAbout}</p>
      <Loaded query={useQuery(findingsQuery(project))} lines={2}>
        {(items) => items.length === 0 ? <p>{texts.noFindings}</p> : <ul className="leads">{items.map((item) => <Lead key={`${item.code} ${item.evidence}`} item={item} />)}</ul>}
      </Loaded>
    </Section>
  );
}

function Lead({ item: { title, number, message, others, beyondScope } }: { readonly item: Finding }) {
  const { language } = useLanguage();
  const texts = useSectionTexts(EVIDENCE_TEXTS);
  return (
    <li className="lead">
      <b>{title}{number !== undefined && <> · <code>{number}</code></>}</b>
      <span>{message[language]}</span>
      {others.map((other) => <span key={other.evidence} className="muted">{texts.inProject(nameIn(other, language), other.title)}</span>)}
      {beyondScope > 0 && <span className="muted">{texts.beyondScope(beyondScope)}</span>}
    </li>
  );
}
