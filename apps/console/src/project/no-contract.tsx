import type { ProjectDetail } from '@yanshou/api-schema';
import { Link } from 'react-router';
import { useSession } from '../api/queries.js';
import { useTexts } from '../i18n/language-context.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { mayDecide } from '../session/rights.js';
import { Empty } from '../ui/states.js';
import { CONTRACT_TEXTS } from './contract/contract-texts.js';
import { tabAddress } from './project-tabs.js';

/** Stands where a contract would have to be first; leads officers to where it is drafted. */
export function NoContract({ project }: { readonly project: ProjectDetail }) {
  const texts = useSectionTexts(CONTRACT_TEXTS);
  const { data: session } = useSession();
  return <Empty title={useTexts().project.noContract}>{mayDecide(session) ? <Link className="button" to={tabAddress(project.id, 'contract')}>{texts.draft}</Link> : <p>{texts.askOfficer}</p>}</Empty>;
}
