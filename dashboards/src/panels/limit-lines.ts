import type { FieldSpec } from './panel-spec.js';

/** Limits end with the side on which values have to be; they are dashed beside the readings. */
export const LIMIT_LINES: Readonly<Record<string, FieldSpec>> = { '/ [≥>≤]$/': { colour: 'red', dashed: true } };
