import { findIndicator } from '@yanshou/catalogue';
import type { IndicatorDefinition } from '@yanshou/catalogue';
import { canonicalJson } from './canonical-json.js';
import type { DefinitionData } from './bundle-schemas.js';

/** A definition without code and examples, as `data/definitions.json` holds it. */
export function definitionData(definition: IndicatorDefinition): DefinitionData {
  const data: Partial<IndicatorDefinition> = { ...definition };
  for (const code of ['compute', 'trace', 'workedExamples', 'noDataCases', 'ofProgramme'] as const) delete (data as Record<string, unknown>)[code];
  return JSON.parse(canonicalJson(data)) as DefinitionData;
}

/** The definitions of some indicators, in the order given; ids that the catalogue lacks are left out. */
export const definitionsOf = (indicatorIds: readonly string[]): readonly DefinitionData[] =>
  indicatorIds.map(findIndicator).filter((definition) => definition !== undefined).map(definitionData);
