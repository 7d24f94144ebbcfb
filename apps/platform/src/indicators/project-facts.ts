import { readsBatches } from '@yanshou/kpi';
import type { EvidenceFile, Registry } from '@yanshou/registry';
import type { DeclaredFigure, EvidenceItem, ProjectContract, ProjectInventory, TraceBatchItem } from '@yanshou/telemetry';
import { legalHistories, withProgrammeTargets } from '@yanshou/telemetry';

/** What the registry says of a project that an evaluation reads. */
export interface ProjectFacts {
  readonly inventory: ProjectInventory;
  /** With the targets of its programme beside it. */
  readonly contract: ProjectContract;
  readonly evidence: readonly EvidenceItem[];
  readonly figures: readonly DeclaredFigure[];
  /** None where no target of the contract reads them. */
  readonly batches: readonly TraceBatchItem[];
}

type Sources = Pick<Registry, 'inventory' | 'contract' | 'evidence' | 'figures' | 'traceItems' | 'programmeSettings' | 'legalChanges'>;

/** Undefined for a project that is unknown or has no contract. */
export async function readProjectFacts(registry: Sources, project: string): Promise<ProjectFacts | undefined> {
  const [inventory, contract, evidence, figures, changes] = await Promise.all([
    registry.inventory(project), registry.contract(project), registry.evidence(project), registry.figures(project), registry.legalChanges(project),
  ]);
  if (inventory === undefined || contract === undefined) return undefined;
  const histories = legalHistories(changes);
  const batches = readsBatches(contract) ? await registry.traceItems(project) : [];
  const settings = await registry.programmeSettings(contract.programme);
  return { inventory, contract: withProgrammeTargets(contract, settings), evidence: evidence.flatMap((file) => evidenceItem(file, histories.get(file.id))), figures, batches };
}

/** A file that is offered for no indicator counts in none. */
function evidenceItem({ id, indicator, status, datedAt, sha256, kind, number, owner, legalState }: EvidenceFile, legalChanges: EvidenceItem['legalChanges']): EvidenceItem[] {
  if (indicator === undefined) return [];
  const stated = { datedAt, number, owner, legalState, legalChanges };
  return [{ id, indicator, status, sha256, kind, ...Object.fromEntries(Object.entries(stated).filter(([, part]) => part !== undefined)) }];
}
