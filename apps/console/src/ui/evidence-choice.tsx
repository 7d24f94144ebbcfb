import { useQuery } from '@tanstack/react-query';
import type { EvidenceView } from '@yanshou/api-schema';
import { evidenceQuery } from '../api/work-queries.js';
import { FormChoice } from './form-fields.js';

interface EvidenceChoiceProps {
  readonly project: string;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly isOptional?: boolean;
  /** Which papers will do; without it all that are not rejected. */
  readonly isFit?: (paper: EvidenceView) => boolean;
}

const isNotRejected = ({ status }: EvidenceView): boolean => status !== 'rejected';

/** One of the papers that the project has. */
export function EvidenceChoice({ project, isFit = isNotRejected, ...field }: EvidenceChoiceProps) {
  const { data: papers = [] } = useQuery(evidenceQuery(project));
  const options = papers.filter(isFit).map(({ id, title, number }) => ({ value: id, label: number === undefined ? title : `${title} · ${number}` }));
  return <FormChoice options={options} {...field} />;
}
