export { Projector } from './projector.js';
export type { ProjectorOptions, ProjectorStatus } from './projector.js';
export { InventoryBook } from './inventory-book.js';
export { PartitionCrew } from './partition-crew.js';
export type { PartitionCrewOptions, PartitionHold, PartitionHolds, PartitionWork } from './partition-crew.js';
export { DEFAULT_LIMITS } from './projector-limits.js';
export type { ProjectorLimits } from './projector-limits.js';
export type { ReplayOutcome } from './quarantine-replay.js';
