/** How one device was judged, as far as the platform's answer says. */
export interface ShownDevice {
  readonly id: string;
  readonly expected: number;
  readonly valid: number;
  readonly isNetworked: boolean | null;
  readonly reason: { readonly zh: string; readonly en: string } | null;
}

/** What stands beside a value: each figure only where the indicator has it. */
export interface ShownFigures {
  readonly byCalendar24h: { readonly numerator: number; readonly denominator: number } | null;
  readonly everConnected: number | null;
  readonly validInWindow: number | null;
  readonly verifiedOnSite: number | null;
  readonly exemptShare: number | null;
  readonly devices: readonly ShownDevice[];
}

/** Reads the figures of a row. Versions to come may add some and leave some out: what is not there is not shown. */
export function shownFigures(figures: unknown): ShownFigures {
  const from = recordOf(figures);
  const calendar = recordOf(from['byCalendar24h']);
  const [numerator, denominator] = [numberOf(calendar['numerator']), numberOf(calendar['denominator'])];
  return {
    byCalendar24h: numerator === null || denominator === null ? null : { numerator, denominator },
    everConnected: numberOf(from['everConnected']),
    validInWindow: numberOf(from['validInWindow']),
    verifiedOnSite: numberOf(from['verifiedOnSite']),
    exemptShare: numberOf(from['exemptShare']),
    devices: listOf(from['perDevice']).map(deviceOf),
  };
}

type Json = Readonly<Record<string, unknown>>;
const recordOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function deviceOf(value: unknown): ShownDevice {
  const { id, expected, valid, networked, reason } = recordOf(value);
  const { zh, en } = recordOf(reason);
  return {
    id: textOf(id),
    expected: numberOf(expected) ?? 0,
    valid: numberOf(valid) ?? 0,
    isNetworked: typeof networked === 'boolean' ? networked : null,
    reason: reason === null || reason === undefined ? null : { zh: textOf(zh), en: textOf(en) },
  };
}
