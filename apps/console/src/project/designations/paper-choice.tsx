import { useQuery } from '@tanstack/react-query';
import type { EvidenceView } from '@yanshou/api-schema';
import { useSession } from '../../api/queries.js';
import { evidenceQuery } from '../../api/work-queries.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { EvidenceChoice } from '../../ui/evidence-choice.js';
import { DESIGNATION_TEXTS } from './designation-texts.js';

interface PaperChoiceProps {
  readonly project: string;
  readonly label: string;
}

/** The document: accepted, and not handed in by whoever records it. Where there is none, what to do. */
export function PaperChoice({ project, label }: PaperChoiceProps) {
  const texts = useSectionTexts(DESIGNATION_TEXTS);
  const { data: session } = useSession();
  const { data: papers } = useQuery(evidenceQuery(project));
  const isFit = ({ status, submittedBy }: EvidenceView): boolean => status === 'accepted' && submittedBy !== session?.id;
  const hint = papers === undefined || papers.some(isFit) ? texts.fileHint : texts.noFile;
  return <EvidenceChoice project={project} name="document.file" label={label} hint={hint} isFit={isFit} />;
}
