import { VALUE_TYPES } from '@yanshou/telemetry';
import type { ValueKindCode } from '@yanshou/telemetry';

/** By kind of value: a metric that changes its kind has another field, and what a number stood for can be told from its name. */
const PREFIXES = ['n.', 'b.', 't.'] as const satisfies Readonly<Record<ValueKindCode, string>>;

export const VALUE_KINDS = VALUE_TYPES.map((_, kind) => kind as ValueKindCode);

/**
 * The field that holds a metric's values of one kind. No field of another purpose begins like it, so that a metric may be
 * called whatever a metric may be called: `time`, `device`, `flags`.
 */
export const fieldOf = (metric: string, kind: ValueKindCode): string => `${PREFIXES[kind]}${metric}`;
