import { useQuery } from '@tanstack/react-query';
import type { PlannedTimeView, ProjectDetail } from '@yanshou/api-schema';
import { useEffect, useState } from 'react';
import { calendarQuery } from '../../api/work-queries.js';
import { useLanguage } from '../../i18n/language-context.js';
import { nameIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { FormArea, FormChoice } from '../../ui/form-fields.js';
import { entered } from '../../ui/text-field.js';
import type { Change, ChangeFieldsProps } from './change-form.js';
import { parseDays, parseShifts, shiftsText } from './change-view.js';
import { FREEZE_TEXTS } from './freeze-texts.js';

/** Shifts and holidays of the project or of a site; exemptions and given days stay as they are. */
export function CalendarFields({ project, reader }: ChangeFieldsProps) {
  const { language } = useLanguage();
  const texts = useSectionTexts(FREEZE_TEXTS);
  const { data: calendars } = useQuery(calendarQuery(project.id));
  const [scope, setScope] = useState('project');
  const present = calendars?.find((one) => one.scope === scope)?.plannedTime ?? plannedOf(project);
  useEffect(() => void (reader.current = (form) => calendarOf(form, scope, present, texts)));
  const options = [{ value: 'project', label: texts.scopeProject }, ...project.sites.map((site) => ({ value: `site:${site.id}`, label: nameIn(site, language) }))];
  return (
    <>
      <FormChoice name="scope" label={texts.scope} initial="project" options={options} onChoose={(chosen) => setScope(chosen === '' ? 'project' : chosen)} />
      <FormArea key={`shifts ${scope} ${calendars?.length ?? 0}`} name="shifts" label={texts.shifts} hint={texts.shiftsHint} initial={shiftsText(present.shifts)} rows={3} isOptional />
      <FormArea key={`holidays ${scope} ${calendars?.length ?? 0}`} name="holidays" label={texts.holidays} hint={texts.holidaysHint} initial={(present.holidays ?? []).join('\n')} rows={3} isOptional />
    </>
  );
}

/** Where no calendar is kept, the contract's planned time counts. */
const plannedOf = ({ contract, zone }: ProjectDetail): PlannedTimeView => contract?.plannedTime ?? { zone, shifts: [] };

function calendarOf(form: FormData, scope: string, present: PlannedTimeView, texts: Pick<(typeof FREEZE_TEXTS)['zh'], 'badShift' | 'badDay'>): Change | string {
  const [shifts, holidays] = [parseShifts(entered(form, 'shifts')), parseDays(entered(form, 'holidays'))];
  if (!shifts.ok) return texts.badShift(shifts.line, shifts.text);
  if (!holidays.ok) return texts.badDay(holidays.line, holidays.text);
  const { holidays: _, ...rest } = present;
  return { kind: 'calendar', scope, plannedTime: { ...rest, shifts: shifts.items, ...(holidays.items.length === 0 ? {} : { holidays: holidays.items }) } };
}
