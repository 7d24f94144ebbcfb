import type { CredentialRow } from '@yanshou/access';
import type { ProjectContract, ProjectInventory } from '@yanshou/telemetry';

export interface PlatformRegistry {
  readonly pepper: Buffer;
  revision(): Promise<number>;
  inventories(): Promise<readonly ProjectInventory[]>;
  inventory(project: string): Promise<ProjectInventory | undefined>;
  contract(project: string): Promise<ProjectContract | undefined>;
  credentials(): Promise<readonly CredentialRow[]>;
  pendingChanges(limit: number): Promise<readonly { readonly id: number }[]>;
  markJournalled(upTo: number): Promise<void>;
  close(): Promise<void>;
}
export const openPlatformRegistry = null as unknown as (config: unknown, data: unknown) => Promise<PlatformRegistry>;
