import { useQuery } from '@tanstack/react-query';
import { evidenceQuery } from '../api/work-queries.js';
import { FormChoice } from './form-fields.js';

interface EvidenceChoiceProps {
  readonly project: string;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly isOptional?: boolean;
}

/** One of the papers that the project has. */
export function EvidenceChoice({ project, ...field }: EvidenceChoiceProps) {
  const { data: papers = [] } = useQuery(evidenceQuery(project));
  const options = papers.filter(({ status }) => status !== 'rejected').map(({ id, title, number }) => ({ value: id, label: number === undefined ? title : `${title} · ${number}` }));
  return <FormChoice key={options.length} options={options} {...field} />;
}
