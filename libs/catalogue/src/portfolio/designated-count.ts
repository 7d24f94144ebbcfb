import { DESIGNATION_LEVELS, parseIsoMicros } from '@yanshou/telemetry';
import type { DesignationLevel, Micros } from '@yanshou/telemetry';
import type { BilingualText } from '../bilingual.js';
import type { DesignationInput, ProgrammeComputation, ProgrammeInputs, ProgrammeOutcome } from './programme-computation.js';

/** What is counted once however often it is named: a project, or a park or enterprise by its name. */
export type Counted = 'project' | 'subject';

/** How many things of a level are named at a date, each once. */
export const designatedCount = (level: DesignationLevel, counted: Counted): ProgrammeComputation => ({
  inputs: {
    zh: `登记的“${DESIGNATION_LEVELS[level].zh}”认定：认定文件日期起计，终止文件日期起不计；同一${counted === 'project' ? '项目' : '名称'}只计一次`,
    en: `registered designations as ${DESIGNATION_LEVELS[level].en}: from the date of the document that names to that of the one that ends it; each ${counted === 'project' ? 'project' : 'name'} once`,
  },
  compute: (inputs) => countOf(level, counted, inputs),
  workedExamples: examplesOf(level, counted),
  noDataCases: [
    { title: { zh: '从未登记任何认定', en: 'nothing was ever registered' }, inputs: { at: day(9), designations: [] } },
    { title: { zh: '只登记了另一类认定', en: 'only another kind was registered' }, inputs: { at: day(9), designations: [named('a', level === 'national-project' ? 'municipal-project' : 'national-project', 1)] } },
  ],
});

/** Nothing registered is no zero: nobody may have entered the list yet. */
function countOf(level: DesignationLevel, counted: Counted, { at, designations }: ProgrammeInputs): ProgrammeOutcome {
  const own = designations.filter((one) => one.level === level);
  if (own.length === 0) return { kind: 'insufficient', reason: notRegistered(level) };
  const begun = own.filter(({ from }) => from <= at);
  const inForce = begun.filter(({ until }) => until === null || at < until).sort(byKey);
  const firsts = new Map<string, string>();
  for (const one of inForce) {
    const thing = counted === 'project' ? one.project : one.subject;
    if (!firsts.has(thing)) firsts.set(thing, keyOf(one));
  }
  return {
    kind: 'value', value: firsts.size, counted: [...firsts.values()].sort(), ended: begun.length - inForce.length, toCome: own.length - begun.length, again: inForce.length - firsts.size,
  };
}

const keyOf = ({ project, id }: DesignationInput): string => `${project}/${id}`;
const byKey = (left: DesignationInput, right: DesignationInput): number => (keyOf(left) < keyOf(right) ? -1 : 1);

const notRegistered = (level: DesignationLevel): BilingualText => ({
  zh: `尚未登记任何“${DESIGNATION_LEVELS[level].zh}”认定`, en: `no designation as ${DESIGNATION_LEVELS[level].en} has been registered`,
});

const day = (number: number): Micros => parseIsoMicros(`2020-01-0${number}T00:00:00+08:00`) ?? 0;
const named = (project: string, level: DesignationLevel, from: number, more: Partial<DesignationInput> = {}): DesignationInput =>
  ({ project, id: 'n1', level, subject: `名称${project}`, from: day(from), until: null, ...more });

/** By hand: a counts; b ended on the 5th; c begins on the 8th; d is a again under another number; e is of another level. */
function examplesOf(level: DesignationLevel, counted: Counted): ProgrammeComputation['workedExamples'] {
  const again = counted === 'project' ? named('a', level, 2, { id: 'n2', subject: '另一名称' }) : named('d', level, 2, { subject: '名称a' });
  const other = level === 'national-project' ? 'municipal-project' as const : 'national-project' as const;
  const designations = [named('a', level, 1), named('b', level, 1, { until: day(5) }), named('c', level, 8), again, named('e', other, 1)];
  return [
    {
      title: { zh: '1 月 6 日：a 在列，b 已终止，c 尚未开始，重复的一项不另计', en: '6 January: a is listed, b has ended, c has not begun, one is named twice' },
      inputs: { at: day(6), designations }, expected: { kind: 'value', value: 1, counted: ['a/n1'], ended: 1, toCome: 1, again: 1 },
    },
    {
      title: { zh: '1 月 8 日：c 自认定文件当日起计', en: '8 January: c counts from the day of its document' },
      inputs: { at: day(8), designations }, expected: { kind: 'value', value: 2, counted: ['a/n1', 'c/n1'], ended: 1, toCome: 0, again: 1 },
    },
  ];
}
