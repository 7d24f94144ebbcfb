import { useQuery } from '@tanstack/react-query';
import type { Alarm } from '@yanshou/api-schema';
import { useSession } from '../api/queries.js';
import { alarmsQuery } from '../api/work-queries.js';
import { timeText } from '../format/time-text.js';
import { shareText } from '../format/value-text.js';
import { useLanguage } from '../i18n/language-context.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { mayDecide } from '../session/rights.js';
import { Loaded } from '../ui/loaded.js';
import { usePageTitle } from '../ui/page-title.js';
import { RowsTable } from '../ui/rows-table.js';
import type { Column } from '../ui/rows-table.js';
import { Section } from '../ui/section.js';
import { Empty } from '../ui/states.js';
import { ToneChip } from '../ui/tone-chip.js';
import { ALARM_TEXTS } from './alarm-texts.js';

/** What the platform watches in itself, for those who look after it. */
export function AlarmsPage() {
  const texts = useSectionTexts(ALARM_TEXTS);
  const { data: session } = useSession();
  usePageTitle(texts.title);
  return mayDecide(session) ? <Alarms /> : <Empty title={texts.refused} />;
}

function Alarms() {
  const texts = useSectionTexts(ALARM_TEXTS);
  const columns = useColumns();
  const query = useQuery(alarmsQuery);
  const raised = query.data?.filter((alarm) => alarm.raised).length ?? 0;
  return (
    <>
      <header className="page-head"><h1>{texts.title}</h1></header>
      <Section id="alarms" title={raised > 0 ? texts.raisedCount(raised) : texts.quiet}>
        <p className="muted">{texts.about}</p>
        <Loaded query={query}>{(items) => <RowsTable titled="alarms-title" columns={columns} rows={items.toSorted((a, b) => Number(b.raised) - Number(a.raised))} keyOf={({ id }) => id} />}</Loaded>
      </Section>
    </>
  );
}

/** Where the reader is: alarms belong to no project. */
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

function useColumns(): readonly Column<Alarm>[] {
  const { language } = useLanguage();
  const texts = useSectionTexts(ALARM_TEXTS);
  const amount = (value: number | null, unit: Alarm['unit']): string => value === null ? '—' : unit === 'share' ? shareText(value) : texts.seconds(String(Math.round(value * 10) / 10));
  return [
    { heading: texts.what, cell: ({ id, titleZh, titleEn }) => <>{language === 'zh' ? titleZh : titleEn}<small><code>{id}</code></small></> },
    { heading: texts.stateHeading, cell: ({ raised, since }) => <><ToneChip tone={raised ? 'bad' : 'good'}>{raised ? texts.raised : texts.fine}</ToneChip>{since !== null && <small>{texts.since(timeText(since, ZONE))}</small>}</> },
    { heading: texts.value, cell: ({ value, unit }) => amount(value, unit), className: 'number' },
    { heading: texts.limit, cell: ({ limit, side, unit }) => texts[side](amount(limit, unit)) },
    { heading: texts.detail, cell: ({ detailZh, detailEn }) => language === 'zh' ? detailZh : detailEn, className: 'cell-wide' },
  ];
}
