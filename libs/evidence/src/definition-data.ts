import type { IndicatorDefinition } from '@yanshou/catalogue';
import { definitionFor } from '@yanshou/kpi';
import type { ProjectContract } from '@yanshou/telemetry';
import { canonicalJson } from './canonical-json.js';
import type { DefinitionData } from './bundle-schemas.js';

/** A definition without code and examples, as `data/definitions.json` holds it. */
export function definitionData(definition: IndicatorDefinition): DefinitionData {
  const data: Partial<IndicatorDefinition> = { ...definition };
  for (const code of ['compute', 'trace', 'workedExamples', 'noDataCases', 'ofProgramme'] as const) delete (data as Record<string, unknown>)[code];
  return JSON.parse(canonicalJson(data)) as DefinitionData;
}

/** The definitions of a contract's indicators, in the order given, its own among them; ids that neither knows are left out. */
export const definitionsOf = (indicatorIds: readonly string[], contract: ProjectContract): readonly DefinitionData[] =>
  indicatorIds.map((id) => definitionFor(id, contract)).filter((definition) => definition !== undefined).map(definitionData);
