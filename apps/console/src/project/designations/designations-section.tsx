import { useQuery } from '@tanstack/react-query';
import type { DesignationView, ProjectDetail } from '@yanshou/api-schema';
import { useSession } from '../../api/queries.js';
import { designationsQuery } from '../../api/work-queries.js';
import { dayText, timeText } from '../../format/time-text.js';
import { useLanguage } from '../../i18n/language-context.js';
import { nameIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { mayDecide } from '../../session/rights.js';
import { Loaded } from '../../ui/loaded.js';
import { Notice } from '../../ui/notice.js';
import { RowsTable } from '../../ui/rows-table.js';
import type { Column } from '../../ui/rows-table.js';
import { Section } from '../../ui/section.js';
import { ToneChip } from '../../ui/tone-chip.js';
import { useOpened } from '../../ui/use-opened.js';
import { DESIGNATION_TEXTS } from './designation-texts.js';
import { DesignateForm, EndForm } from './designation-forms.js';

/** No designation's id. */
const NEW = '+';

/** What the project, its parks and enterprises were named, and what of it has ended. */
export function DesignationsSection({ project }: { readonly project: ProjectDetail }) {
  const texts = useSectionTexts(DESIGNATION_TEXTS);
  const { data: session } = useSession();
  const { open, said, show, close } = useOpened<string>();
  const query = useQuery(designationsQuery(project.id));
  const columns = useColumns(project, mayDecide(session), show);
  const offer = mayDecide(session) && query.data !== undefined && open !== NEW && <button type="button" className="button" onClick={() => show(NEW)}>{texts.add}</button>;
  return (
    <Section id="designations" title={texts.title} aside={offer}>
      <p className="muted">{texts.about}</p>
      <Notice text={said} />
      {open === NEW && <DesignateForm project={project} present={query.data ?? []} onDone={close} onCancel={close} />}
      <Loaded query={query} lines={2}>
        {(items) => items.length === 0 ? <p className="muted">{texts.empty}</p> : (
          <RowsTable
            titled="designations-title" columns={columns} rows={items} keyOf={({ id }) => id} isPast={({ end }) => end !== null}
            below={(item) => item.id === open && <EndForm project={project} designation={item} onClose={close} />}
          />
        )}
      </Loaded>
    </Section>
  );
}

function useColumns({ zone }: ProjectDetail, isOfficer: boolean, onOpen: (id: string) => void): readonly Column<DesignationView>[] {
  const { language } = useLanguage();
  const texts = useSectionTexts(DESIGNATION_TEXTS);
  const columns: readonly Column<DesignationView>[] = [
    { heading: texts.subject, cell: (item) => <>{item.subject}<small>{nameIn(item, language)}</small></>, className: 'cell-wide' },
    { heading: texts.document, cell: ({ document, who, recordedAt }) => <>{document.number}<small className="nowrap">{dayText(document.datedAt, zone)}</small><small>{texts.recordedBy(who, timeText(recordedAt, zone))}</small></>, className: 'cell-wide' },
    {
      heading: texts.stateHeading, className: 'cell-wide',
      cell: ({ end }) => end === null ? <ToneChip tone="good">{texts.standing}</ToneChip> : (
        <><ToneChip tone="none">{texts.ended}</ToneChip><small>{texts.endedBy(end.document.number, dayText(end.document.datedAt, zone))}</small><small>{end.reason}</small><small>{texts.recordedBy(end.who, timeText(end.recordedAt, zone))}</small></>
      ),
    },
  ];
  const actions: Column<DesignationView> = {
    heading: texts.actions,
    cell: ({ id, subject, end }) => end === null ? <button type="button" className="link" aria-label={texts.endLabel(subject)} onClick={() => onOpen(id)}>{texts.end}</button> : <span className="muted">—</span>,
  };
  return isOfficer ? [...columns, actions] : columns;
}
