import type { Micros } from './time.js';

/** What a project, park, enterprise or base can be named by an authority. */
export const DESIGNATION_LEVELS = {
  'municipal-project': { zh: '市级智能制造试点示范项目', en: 'municipal smart manufacturing demonstration project' },
  'national-project': { zh: '国家智能制造试点示范项目', en: 'national smart manufacturing demonstration project' },
  'agriculture-park': { zh: '智能农业示范园区', en: 'smart agriculture demonstration park' },
  'logistics-enterprise': { zh: '智能物流示范企业', en: 'smart logistics demonstration enterprise' },
  'traceability-base': { zh: '农产品安全追溯示范基地', en: 'traceability demonstration base' },
} as const;
export type DesignationLevel = keyof typeof DESIGNATION_LEVELS;

/** The document by which something was named, or by which that ended. */
export interface DesignationDocument {
  readonly number: string;
  /** Date of the document: from it on, or up to it, the designation counts. */
  readonly datedAt: Micros;
  /** Id of the evidence file of the project that holds it. */
  readonly file: string;
}

/** What an officer enters: `subject` is the name of the park, enterprise or base, or of the project itself. */
export interface DesignationDraft {
  readonly id: string;
  readonly level: DesignationLevel;
  readonly subject: string;
  readonly document: DesignationDocument;
}

export interface DesignationEnd {
  readonly reason: string;
  readonly document: DesignationDocument;
}

interface Recorded {
  readonly project: string;
  readonly id: string;
  readonly who: string;
  readonly recordedAt: Micros;
}

/** Both steps are kept for good: a designation is never changed, it ends. */
export type DesignationEvent =
  | (Recorded & DesignationDraft & { readonly step: 'named' })
  | (Recorded & DesignationEnd & { readonly step: 'ended' });

/** A designation with its end, where it has one; in force from ≤ t < until. */
export interface Designation extends DesignationDraft, Recorded {
  readonly end: (DesignationEnd & Omit<Recorded, 'project' | 'id'>) | null;
}

/** Whether it counts at a time. */
export const isInForce = ({ document, end }: Pick<Designation, 'document' | 'end'>, at: Micros): boolean =>
  document.datedAt <= at && (end === null || at < end.document.datedAt);

/** Designations by project and id, from their events in any order. */
export function designationsOf(events: readonly DesignationEvent[]): readonly Designation[] {
  const keyOf = ({ project, id }: DesignationEvent): string => `${project}/${id}`;
  const ends = new Map(events.flatMap((event) => (event.step === 'ended' ? [[keyOf(event), event] as const] : [])));
  return events.flatMap((event): Designation[] => {
    if (event.step === 'ended') return [];
    const { step: _, ...named } = event;
    const end = ends.get(keyOf(event));
    return [{ ...named, end: end === undefined ? null : { reason: end.reason, document: end.document, who: end.who, recordedAt: end.recordedAt } }];
  }).sort((left, right) => (`${left.project}/${left.id}` < `${right.project}/${right.id}` ? -1 : 1));
}
