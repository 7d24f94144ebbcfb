import type { EvidenceView } from '@yanshou/api-schema';
import type { EvidenceKind } from '@yanshou/telemetry';
import { EVIDENCE_KINDS, isRegisteredKind } from '@yanshou/telemetry';

export interface EvidenceFilter {
  readonly status: EvidenceView['status'] | 'all';
  readonly kind: EvidenceKind | 'all';
  readonly text: string;
}

export const NO_FILTER: EvidenceFilter = { status: 'all', kind: 'all', text: '' };

/** Papers of that state and kind that hold every word, the latest first. */
export function filterEvidence(items: readonly EvidenceView[], { status, kind, text }: EvidenceFilter): readonly EvidenceView[] {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return items
    .filter((item) => (status === 'all' || item.status === status) && (kind === 'all' || item.kind === kind) && words.every((word) => searchable(item).includes(word)))
    .toSorted((a, b) => Date.parse(b.submittedAt ?? '1970-01-01') - Date.parse(a.submittedAt ?? '1970-01-01'));
}

const searchable = ({ title, number = '', owner = '', issuer = '', fileName, id }: EvidenceView): string => `${title}\n${number}\n${owner}\n${issuer}\n${fileName}\n${id}`.toLowerCase();

/** How many are in each state. */
export function countByStatus(items: readonly EvidenceView[]): Readonly<Record<EvidenceView['status'], number>> {
  const counts = { submitted: 0, accepted: 0, rejected: 0 };
  for (const { status } of items) counts[status] += 1;
  return counts;
}

/** The kinds that are there, in the table's order. */
export const kindsPresent = (items: readonly EvidenceView[]): readonly EvidenceKind[] => EVIDENCE_KINDS.filter((kind) => items.some((item) => item.kind === kind));

/** An item that is counted one by one states number, owner, issuer, legal state and date; other papers need none of them. */
export const mustStateDetails = (kind: string): boolean => isRegisteredKind(kind as EvidenceKind);

/** Of a catalogue entry: the kinds that the indicator counts; null where it counts no evidence. */
export function kindsCounted(definition: Readonly<Record<string, unknown>> | undefined): readonly EvidenceKind[] | null {
  const rule = definition?.['evidenceRule'] as { readonly kinds?: readonly EvidenceKind[] } | undefined;
  return rule?.kinds ?? null;
}

const UNITS = ['B', 'KB', 'MB'] as const;

/** `12 KB`; whole numbers are enough to recognise a file by. */
export function bytesText(bytes: number): string {
  const step = bytes < 1_024 ? 0 : bytes < 1_024 ** 2 ? 1 : 2;
  const amount = bytes / 1_024 ** step;
  return `${step === 2 && amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${UNITS[step]}`;
}
