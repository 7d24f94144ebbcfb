import { PROJECT_SCOPE, partsOf } from '@yanshou/telemetry';
import type { ProjectContract, ScopedCalendar } from '@yanshou/telemetry';
import { DATA_FILES } from './bundle-layout.js';
import { finding } from './findings.js';
import type { Finding } from './findings.js';

/** Whether each scope has one calendar whose parts follow one another, and the project's, which has none wider, says what the contract shows as its planned time. */
export function calendarFindings({ plannedTime, calendars = [] }: ProjectContract): readonly Finding[] {
  const scopes = calendars.map(({ scope }) => scope);
  const doubled = scopes.find((scope, place) => scopes.indexOf(scope) !== place);
  const disorder = calendars.find((calendar) => !isOrdered(calendar));
  const project = calendars.find(({ scope }) => scope === PROJECT_SCOPE);
  const ended = project && partsOf(project).some(({ wider }) => wider === true);
  return [
    ...(doubled === undefined ? [] : [fault('calendars', `one ${doubled}`, `${doubled} twice`)]),
    ...(disorder === undefined ? [] : [fault(`calendars ${disorder.scope}`, 'validFrom ascending', partsOf(disorder).map(({ validFrom }) => String(validFrom ?? '–')).join(', '))]),
    ...(ended === true ? [fault(`calendars ${PROJECT_SCOPE}`, 'planned time of its own', 'wider')] : []),
    ...(project === undefined || JSON.stringify(project.plannedTime) === JSON.stringify(plannedTime) ? [] : [fault('plannedTime', JSON.stringify(project.plannedTime), JSON.stringify(plannedTime))]),
  ];
}

const fault = (place: string, expected: string, actual: string): Finding => finding('contents-disagree', DATA_FILES.contract, { place, expected, actual });

const isOrdered = (calendar: ScopedCalendar): boolean =>
  partsOf(calendar).map(({ validFrom = -Infinity }) => validFrom).every((from, place, all) => place === 0 || from > (all[place - 1] as number));
