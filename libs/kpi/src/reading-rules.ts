import { countedOrigins, isValidQuality, originName, qualityCode } from '@yanshou/telemetry';
import type { Origin, ProjectInventory } from '@yanshou/telemetry';
import type { ExtractReading } from './extract-reading.js';

/** Names of the origins that count in the project. */
export const countedOriginNames = ({ demonstration }: Pick<ProjectInventory, 'demonstration'>): ReadonlySet<Origin> =>
  new Set(countedOrigins(demonstration).map(originName));

export const hasValidQuality = ({ quality }: ExtractReading): boolean => isValidQuality(qualityCode(quality) ?? 0);
