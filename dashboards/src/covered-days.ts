import type { Language } from './language.js';
import { sayIn } from './language.js';
import type { FieldSpec, PanelSpec, QuerySpec } from './panels/panel-spec.js';
import { daily } from './queries.js';

export const coverageName = (language: Language): string => sayIn(language)('完整率', 'coverage');

/** A figure of each device by days, and beside it how much of what it rests on was there. */
export const coveredDays = (language: Language, figure: string, shown: FieldSpec): Pick<PanelSpec, 'queries' | 'fields'> => ({
  queries: [daily(figure), { ...daily(figure, { field: 'coverage' }), alias: `$tag_device ${coverageName(language)}` }],
  fields: { '/.*/': shown, [`/ ${coverageName(language)}$/`]: { share: true } },
});

/** The same of all devices together: the series of the coverage. */
export const coverageOfAll = (language: Language, figure: string): QuerySpec => ({ ...daily(figure, { all: true, field: 'coverage' }), alias: coverageName(language) });
