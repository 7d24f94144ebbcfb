import type { IndicatorDefinition } from './indicator.js';
import { connectedEquipment } from './connected-equipment.indicator.js';
import { intelligentEquipmentRatio } from './intelligent-equipment-ratio.indicator.js';
import { networkedDeviceRatio } from './networked-device-ratio.indicator.js';
import { processDataPoints } from './process-data-points.indicator.js';

/** Every coded indicator, in the order in which people read them. */
export const INDICATORS: readonly IndicatorDefinition[] = [
  networkedDeviceRatio, intelligentEquipmentRatio, connectedEquipment, processDataPoints,
];

const BY_ID = new Map(INDICATORS.map((definition) => [definition.id, definition]));

/** The definition of an indicator id; undefined when the catalogue has none. */
export const findIndicator = (id: string): IndicatorDefinition | undefined => BY_ID.get(id);

/** `document place`, as clauses are written in contracts and tables. */
export const clauseText = (definition: IndicatorDefinition): string => `${definition.clause.document} ${definition.clause.place}`;
