import type { BaseKind, BaseParameter, BaseSites, BaseTerms } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import { P3_MONITORING } from './programmes/p3-monitoring.js';

/** What the contract says of bases of a kind; what it says of all of them where it has no own terms for the kind. */
export const termsOf = (bases: BaseTerms | null, kind: BaseKind): BaseSites | null => bases?.byKind?.[kind] ?? bases;

/** Names of the programme's monitoring that a metric's role calls otherwise; null where no telemetry of a base shows it. */
const ROLE_OF: Readonly<Record<string, BaseParameter | null>> = {
  'temperature': 'air-temperature', 'water': 'soil-moisture', 'gas': 'carbon-dioxide', 'epidemic-warning': 'disease-warning', 'traceability': null,
};

/** What the programme wants monitored of bases of a kind and the contract does not ask for. */
export function notAskedFor({ parameters }: BaseSites, kind: BaseKind): readonly BilingualText[] {
  const demanded = P3_MONITORING.find(({ id }) => id === kind)?.parameters ?? [];
  return demanded.flatMap(({ id, zh, en }) => {
    const role = ROLE_OF[id] === undefined ? id : ROLE_OF[id];
    return role === null || (parameters as readonly string[]).includes(role) ? [] : [{ zh, en }];
  });
}

/** A contract that asks for less is shown as lowered, as a lowered target is. */
export function loweredNote(terms: BaseSites, kind: BaseKind): readonly BilingualText[] {
  const left = notAskedFor(terms, kind);
  if (left.length === 0) return [];
  const domain = P3_MONITORING.find(({ id }) => id === kind);
  return [{
    zh: `必测参数已调低：专项文件（${domain?.clause.document ?? ''} ${domain?.clause.place ?? ''}）所列的${left.map(({ zh }) => zh).join('、')}未列入任务书，不在本比率之内`,
    en: `what has to be monitored was lowered: the programme (${domain?.clause.document ?? ''} ${domain?.clause.place ?? ''}) also names ${left.map(({ en }) => en).join(', ')}; the contract does not, and the ratio does not count them`,
  }];
}
