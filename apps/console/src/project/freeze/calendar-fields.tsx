import { useQuery } from '@tanstack/react-query';
import type { PlannedTimeView, ProjectDetail } from '@yanshou/api-schema';
import { useEffect, useState } from 'react';
import { devicesQuery } from '../../api/queries.js';
import { calendarQuery, classesQuery } from '../../api/work-queries.js';
import { instantAt } from '../../format/time-text.js';
import { useLanguage } from '../../i18n/language-context.js';
import { nameIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { FormArea, FormCheck, FormChoice, FormText } from '../../ui/form-fields.js';
import type { Option } from '../../ui/form-fields.js';
import { Loaded } from '../../ui/loaded.js';
import { entered } from '../../ui/text-field.js';
import type { Change, ChangeFieldsProps } from './change-form.js';
import { parseDays, parseShifts, shiftsText } from './change-view.js';
import { exemptionsText, parseExemptions } from './exemption-lines.js';
import { FREEZE_TEXTS } from './freeze-texts.js';

/** Shifts, holidays and exemptions of the project, a site, a class or a device, and from when on, or that it has none of its own any more; given days stay as they are. */
export function CalendarFields({ project, reader }: ChangeFieldsProps) {
  const texts = useSectionTexts(FREEZE_TEXTS);
  const query = useQuery(calendarQuery(project.id));
  const [scope, setScope] = useState('project');
  const own = query.data?.find((one) => one.scope === scope && one.wider !== true)?.plannedTime;
  const present = own ?? plannedOf(project);
  const [isWider, setWider] = useState(false);
  const choose = (chosen: string): void => {
    setScope(chosen === '' ? 'project' : chosen);
    setWider(false);
  };
  useEffect(() => void (reader.current = (form) => (query.data === undefined ? texts.calendarUnread : calendarOf(form, scope, present, texts))));
  return (
    <>
      <FormChoice name="scope" label={texts.scope} hint={texts.scopeHint} initial="project" options={useScopes(project)} onChoose={choose} />
      <Loaded query={query} lines={3}>{() => <>{own !== undefined && scope !== 'project' && <FormCheck key={`wider ${scope}`} name={WIDER} label={texts.wider} onCheck={setWider} />}<Planned key={scope} present={present} isHeld={isWider} /></>}</Loaded>
      <FormText name="change.validFrom" type="datetime-local" label={texts.validFrom} hint={texts.validFromHint} isOptional />
    </>
  );
}

interface PlannedProps {
  readonly present: PlannedTimeView;
  /** It is not asked for; what was typed is there again once it is. */
  readonly isHeld: boolean;
}

/** Entered over what is planned: only once that is known, lest it be made anew under what was typed. */
function Planned({ present, isHeld }: PlannedProps) {
  const { language } = useLanguage();
  const texts = useSectionTexts(FREEZE_TEXTS);
  return (
    <fieldset className="together" disabled={isHeld}>
      <FormArea name="shifts" label={texts.shifts} hint={texts.shiftsHint} initial={shiftsText(present.shifts)} rows={3} isOptional />
      <FormArea name="holidays" label={texts.holidays} hint={texts.holidaysHint} initial={(present.holidays ?? []).join('\n')} rows={3} isOptional />
      <FormArea name="exemptions" label={texts.exemptions} hint={texts.exemptionsHint} initial={exemptionsText(present.exemptions ?? [], present.zone, language)} rows={3} isOptional />
    </fieldset>
  );
}

function useScopes(project: ProjectDetail): readonly Option[] {
  const { language } = useLanguage();
  const { scopeProject, kinds, scopeSite } = useSectionTexts(FREEZE_TEXTS);
  const { data: classes = [] } = useQuery(classesQuery(project.id));
  const { data: devices = [] } = useQuery(devicesQuery(project.id));
  const of = (scope: string, word: string, items: ProjectDetail['sites']): Option[] => items.map((one) => ({ value: `${scope}:${one.id}`, label: `${word} ${nameIn(one, language)}` }));
  return [{ value: 'project', label: scopeProject }, ...of('site', scopeSite, project.sites), ...of('class', kinds.class, classes), ...of('device', kinds.device, devices)];
}

/** Where no calendar is kept, the wider one counts; what it exempts counts all the same and is not said again. */
const plannedOf = ({ contract, zone }: ProjectDetail): PlannedTimeView => {
  const { exemptions: _, ...planned } = contract?.plannedTime ?? { zone, shifts: [] };
  return planned;
};

const WIDER = 'wider';

function calendarOf(form: FormData, scope: string, present: PlannedTimeView, texts: Pick<(typeof FREEZE_TEXTS)['zh'], 'badShift' | 'badDay' | 'badExemption'>): Change | string {
  const from = entered(form, 'change.validFrom');
  const validFrom = from !== '' && { validFrom: instantAt(from, present.zone) };
  if (form.has(WIDER)) return { kind: 'calendar-removal', scope, ...validFrom };
  const [shifts, holidays, exemptions] = [parseShifts(entered(form, 'shifts')), parseDays(entered(form, 'holidays')), parseExemptions(entered(form, 'exemptions'), present.zone)];
  if (!shifts.ok) return texts.badShift(shifts.line, shifts.text);
  if (!holidays.ok) return texts.badDay(holidays.line, holidays.text);
  if (!exemptions.ok) return texts.badExemption(exemptions.line, exemptions.text);
  const { holidays: _, exemptions: __, ...rest } = present;
  const off = { ...(holidays.items.length > 0 && { holidays: holidays.items }), ...(exemptions.items.length > 0 && { exemptions: exemptions.items }) };
  return { kind: 'calendar', scope, plannedTime: { ...rest, shifts: shifts.items, ...off }, ...validFrom };
}
