import { useQuery } from '@tanstack/react-query';
import type { DeviceClassView, ProjectDetail } from '@yanshou/api-schema';
import { Link } from 'react-router';
import { useSession } from '../../api/queries.js';
import { classesQuery, freezeQuery } from '../../api/work-queries.js';
import { useLanguage } from '../../i18n/language-context.js';
import { nameIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { mayWork } from '../../session/rights.js';
import { Loaded } from '../../ui/loaded.js';
import { Notice } from '../../ui/notice.js';
import { RowsTable } from '../../ui/rows-table.js';
import type { Column } from '../../ui/rows-table.js';
import { Section } from '../../ui/section.js';
import { useOpened } from '../../ui/use-opened.js';
import { tabAddress } from '../project-tabs.js';
import { ClassForm } from './class-form.js';
import { CLASS_TEXTS } from './class-texts.js';
import { rangeText } from './metric-view.js';

const NEW = '+';

/** Classes with their metrics and limits; members change them until the freeze, and ask for it afterwards. */
export function ClassesSection({ project }: { readonly project: ProjectDetail }) {
  const texts = useSectionTexts(CLASS_TEXTS);
  const { data: session } = useSession();
  const { data: freeze } = useQuery(freezeQuery(project.id));
  const { open, said, show, close } = useOpened<string>();
  const isFrozen = freeze?.inForce === true;
  // Nothing is offered before it is known whether it would be refused.
  const mayChange = mayWork(session) && freeze !== undefined && !isFrozen;
  return (
    <Section id="classes" title={texts.title} aside={mayChange && open !== NEW && <button type="button" className="button" onClick={() => show(NEW)}>{texts.add}</button>}>
      <p className="muted">{texts.about}</p>
      {mayWork(session) && isFrozen && <p className="muted">{texts.frozen} <Link to={`${tabAddress(project.id, 'ledger')}#changes`}>{texts.toChanges}</Link></p>}
      <Notice text={said} />
      {mayChange && open === NEW && <ClassForm project={project.id} onClose={close} />}
      <Loaded query={useQuery(classesQuery(project.id))} lines={2}>
        {(classes) => classes.length === 0 ? <p className="muted">{texts.none}</p> : <ClassesTable project={project.id} classes={classes} open={mayChange ? open : undefined} onOpen={mayChange ? show : undefined} onClose={close} />}
      </Loaded>
    </Section>
  );
}

interface ClassesTableProps {
  readonly project: string;
  readonly classes: readonly DeviceClassView[];
  /** The class whose form is open. */
  readonly open: string | undefined;
  /** Absent for who may not change them. */
  readonly onOpen: ((id: string) => void) | undefined;
  readonly onClose: (said?: string) => void;
}

function ClassesTable({ project, classes, open, onOpen, onClose }: ClassesTableProps) {
  const { language } = useLanguage();
  const texts = useSectionTexts(CLASS_TEXTS);
  const columns: readonly Column<DeviceClassView>[] = [
    { heading: texts.id, cell: ({ id }) => <code>{id}</code> },
    { heading: texts.name, cell: (one) => nameIn(one, language) },
    { heading: texts.interval, cell: ({ judgingIntervalMinutes }) => judgingIntervalMinutes, className: 'number' },
    { heading: texts.metrics, cell: ({ metrics }) => texts.metricCount(metrics.length) },
    { heading: texts.limits, cell: ({ metrics }) => <Limits metrics={metrics} />, className: 'cell-wide' },
    ...(onOpen ? [{ heading: texts.actions, cell: ({ id }: DeviceClassView) => <button type="button" className="link" aria-label={texts.changeLabel(id)} aria-expanded={open === id} onClick={() => (open === id ? onClose() : onOpen(id))}>{texts.change}</button> }] : []),
  ];
  return <RowsTable titled="classes-title" columns={columns} rows={classes} keyOf={({ id }) => id} below={(one) => one.id === open && <ClassForm project={project} before={one} onClose={onClose} />} />;
}

function Limits({ metrics }: Pick<DeviceClassView, 'metrics'>) {
  const limited = metrics.filter(({ limits }) => limits !== undefined);
  if (limited.length === 0) return <span className="muted">—</span>;
  return <>{limited.map(({ name, unit, limits }) => <p key={name}><code>{name}</code> {rangeText(limits?.low, limits?.high)} {unit}<small>{limits?.basis}</small></p>)}</>;
}
