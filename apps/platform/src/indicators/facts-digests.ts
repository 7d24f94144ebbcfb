import { createHash } from 'node:crypto';
import { canonicalJson } from '@yanshou/evidence';
import { judgedClass, judgedDevice } from '@yanshou/telemetry';
import type { ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import type { ProjectFacts } from './project-facts.js';

const PARTS = ['inventory', 'contract', 'evidence', 'figures', 'batches'] as const satisfies readonly (keyof ProjectFacts)[];
/** Of what digests are: those of earlier versions said something else, and differ without telling a change. */
const SCHEME = 'judged:';

/**
 * SHA-256 in hex of each part of what the registry says of a project, as far as a value can read it: without labels, and without
 * the window, because an assessment has a period of its own. The single days of the window count in it all the same. The facts
 * may be those that an assessment was made of.
 */
export function factsDigests(facts: ProjectFacts): Readonly<Record<(typeof PARTS)[number], string>> {
  const parts = { ...facts, inventory: judgedInventory(facts.inventory), contract: judgedTerms(facts.contract) };
  return Object.fromEntries(PARTS.map((part) => [part, `${SCHEME}${createHash('sha256').update(canonicalJson(parts[part])).digest('hex')}`])) as Record<(typeof PARTS)[number], string>;
}

/** Whether two digests of a part tell that it was changed; undefined of one that there is not. */
export const tellsChange = (before: string | undefined, after: string | undefined): boolean =>
  before !== after && before !== undefined && before.startsWith(SCHEME) === (after?.startsWith(SCHEME) ?? false);

const judgedInventory = ({ project, demonstration, classes, devices, gateways }: ProjectInventory) => ({
  project, demonstration, classes: classes.map(judgedClass), gateways: gateways.map(({ id, children }) => ({ id, children })),
  devices: devices.map((device) => ({ ...judgedDevice(device), commissionedAt: device.commissionedAt, decommissionedAt: device.decommissionedAt })),
});

/** What is key, and what a single year wants, is a matter of roll-ups. */
function judgedTerms({ window: { days }, reportingWindow, targets, ...terms }: ProjectContract) {
  return { ...terms, targets: targets.map(({ isKey, byYear, ...target }) => target), ...(days && { days }) };
}
