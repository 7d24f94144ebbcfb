import type { AnswerOf } from '@yanshou/api-schema';
import { INDICATORS, PROGRAMMES } from '@yanshou/catalogue';
import type { IndicatorDefinition } from '@yanshou/catalogue';
import { isStock } from '@yanshou/kpi';

/** Everything that the catalogue declares, without code and without the examples of the tests. */
export const catalogueView = (): AnswerOf<'readCatalogue'> =>
  ({ programmes: PROGRAMMES.map((programme) => ({ ...programme })), indicators: INDICATORS.map(definitionView) });

const CODE: ReadonlySet<string> = new Set(['compute', 'trace', 'workedExamples', 'noDataCases', 'ofProgramme']);

type DefinitionView = AnswerOf<'readCatalogue'>['indicators'][number];

/** Of one project or of the programme: both are computed. */
function definitionView(definition: IndicatorDefinition): DefinitionView {
  const data = Object.fromEntries(Object.entries(definition).filter(([key]) => !CODE.has(key))) as DefinitionView;
  return { ...data, ownWindow: isStock(definition), computed: definition.computed || definition.ofProgramme !== undefined };
}
