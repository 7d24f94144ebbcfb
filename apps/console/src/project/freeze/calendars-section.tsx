import { useQuery } from '@tanstack/react-query';
import type { AnswerOf, ProjectDetail } from '@yanshou/api-schema';
import { useSession } from '../../api/queries.js';
import { calendarQuery, freezeQuery } from '../../api/work-queries.js';
import { shiftWords } from '../../format/shift-words.js';
import { timeText } from '../../format/time-text.js';
import { useLanguage } from '../../i18n/language-context.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { mayDecide } from '../../session/rights.js';
import { Loaded } from '../../ui/loaded.js';
import { Notice } from '../../ui/notice.js';
import { RowsTable } from '../../ui/rows-table.js';
import type { Column } from '../../ui/rows-table.js';
import { Section } from '../../ui/section.js';
import { useOpened } from '../../ui/use-opened.js';
import { CalendarRemovalForm } from './calendar-removal-form.js';
import { CALENDAR_TEXTS } from './calendar-texts.js';

type Calendar = AnswerOf<'readCalendar'>['items'][number];
type Part = Pick<Calendar, 'plannedTime' | 'validFrom' | 'wider'>;

/** The planned time that counts: of the project, its sites, classes and devices; until the freeze an officer takes back one that is not the project's. */
export function CalendarsSection({ project }: { readonly project: ProjectDetail }) {
  const texts = useSectionTexts(CALENDAR_TEXTS);
  const { data: session } = useSession();
  const { data: freeze } = useQuery(freezeQuery(project.id));
  const { open, said, show, close } = useOpened<string>();
  // Nothing is offered before it is known whether it would be refused.
  const mayRemove = mayDecide(session) && freeze !== undefined && freeze?.inForce !== true;
  const columns = useColumns(project.zone);
  const actions: Column<Calendar> = { heading: texts.actions, cell: ({ scope }) => scope === 'project' ? <span className="muted">—</span> : <button type="button" className="link" aria-label={texts.removeLabel(scope)} aria-expanded={open === scope} onClick={() => (open === scope ? close() : show(scope))}>{texts.remove}</button> };
  return (
    <Section id="calendars" title={texts.title}>
      <p className="muted">{texts.about}</p>
      <Notice text={said} />
      <Loaded query={useQuery(calendarQuery(project.id))} lines={2}>
        {(items) => items.length === 0 ? <p className="muted">{texts.none}</p> : (
          <RowsTable
            titled="calendars-title" columns={mayRemove ? [...columns, actions] : columns} rows={items} keyOf={({ scope }) => scope}
            below={({ scope }) => mayRemove && scope === open && <CalendarRemovalForm project={project} scope={scope} onClose={close} />}
          />
        )}
      </Loaded>
    </Section>
  );
}

function useColumns(zone: string): readonly Column<Calendar>[] {
  const texts = useSectionTexts(CALENDAR_TEXTS);
  const words: Readonly<Record<string, string>> = texts.scopes;
  return [
    { heading: texts.scope, cell: ({ scope }) => <>{words[scope.split(':')[0] ?? '']}{scope !== 'project' && <> <code>{scope}</code></>}</> },
    { heading: texts.planned, cell: ({ earlier = [], ...part }) => <><PartText part={part} />{earlier.toReversed().map((one, index) => <small key={one.validFrom ?? ''}>{texts.before(timeText((index === 0 ? part : earlier.at(-index))?.validFrom ?? '', zone))}: <PartText part={one} /></small>)}</>, className: 'cell-wide' },
    { heading: texts.from, cell: ({ validFrom }) => validFrom === undefined ? texts.always : timeText(validFrom, zone) },
  ];
}

/** What is planned, in a few words: the details are in the form that changes it. */
function PartText({ part: { plannedTime: { shifts, holidays = [], exemptions = [], days = [] }, wider } }: { readonly part: Part }) {
  const { language } = useLanguage();
  const texts = useSectionTexts(CALENDAR_TEXTS);
  if (wider === true) return <>{texts.wider}</>;
  const counts = ([['holidays', holidays], ['exemptions', exemptions], ['days', days]] as const).filter(([, items]) => items.length > 0).map(([name, items]) => texts[name](items.length));
  return <>{[shiftWords(shifts, language) || texts.allDay, ...counts].join(' · ')}</>;
}
