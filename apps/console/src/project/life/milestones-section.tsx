import { useQuery } from '@tanstack/react-query';
import type { MilestoneView, ProjectDetail } from '@yanshou/api-schema';
import { useSession } from '../../api/queries.js';
import { milestonesQuery } from '../../api/work-queries.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { mayDecide } from '../../session/rights.js';
import { Loaded } from '../../ui/loaded.js';
import { Notice } from '../../ui/notice.js';
import { Section } from '../../ui/section.js';
import { ToneChip } from '../../ui/tone-chip.js';
import { useOpened } from '../../ui/use-opened.js';
import { LIFE_TEXTS } from './life-texts.js';
import { AddForm, PlanForm } from './milestone-forms.js';
import { MilestonesTable } from './milestones-table.js';
import { MilestoneTimeline } from './milestone-timeline.js';

/** What is planned until when, what was reported, and what is overdue. */
export function MilestonesSection({ project }: { readonly project: ProjectDetail }) {
  const texts = useSectionTexts(LIFE_TEXTS);
  const { open, said, show, close } = useOpened<'plan' | 'add'>();
  const query = useQuery(milestonesQuery(project.id));
  const overdue = query.data?.filter(({ state }) => state === 'overdue').length ?? 0;
  return (
    <Section id="milestones" title={texts.milestones} aside={overdue > 0 && <ToneChip tone="bad">{texts.overdueCount(overdue)}</ToneChip>}>
      <Planning project={project} open={open} onOpen={show} onClose={close} />
      <Notice text={said} />
      <Loaded query={query} lines={4}>{(items) => <Milestones project={project} items={items} onSaid={close} />}</Loaded>
    </Section>
  );
}

interface MilestonesProps {
  readonly project: ProjectDetail;
  readonly items: readonly MilestoneView[];
  readonly onSaid: (text: string) => void;
}

function Milestones({ project, items, onSaid }: MilestonesProps) {
  const texts = useSectionTexts(LIFE_TEXTS);
  if (items.length === 0) return <p className="muted">{texts.noMilestones}</p>;
  return <><MilestoneTimeline milestones={items} /><MilestonesTable project={project} items={items} onSaid={onSaid} /></>;
}

interface PlanningProps {
  readonly project: ProjectDetail;
  readonly open: 'plan' | 'add' | undefined;
  readonly onOpen: (what: 'plan' | 'add') => void;
  readonly onClose: (said?: string) => void;
}

/** An officer plans. */
function Planning({ project, open, onOpen, onClose }: PlanningProps) {
  const texts = useSectionTexts(LIFE_TEXTS);
  const { data: session } = useSession();
  if (!mayDecide(session)) return null;
  if (open === 'plan') return <PlanForm project={project} onClose={onClose} />;
  if (open === 'add') return <AddForm project={project} onClose={onClose} />;
  return (
    <div className="row-actions">
      {project.contract !== null && <button type="button" className="link" onClick={() => onOpen('plan')}>{texts.plan}</button>}
      <button type="button" className="link" onClick={() => onOpen('add')}>{texts.add}</button>
    </div>
  );
}
