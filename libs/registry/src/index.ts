export { openRegistry } from './open-registry.js';
export type { RegistryLocation } from './open-registry.js';
export { openRegistryWorker } from './open-registry-worker.js';
export type { Registry } from './registry.js';
export type { InputFault, InputFaultCode, Outcome, Saved } from './input-fault.js';
export type {
  Assessment, Author, Calendar, ContractVersion, EvidenceFile, KpiValue, KpiValueVersion, Programme, ProjectRecord, RegistryChange, Role, UserRecord,
} from './records.js';
export type { JobWindow, PlannedSpan, WindowClaim, WindowEntry, WindowStatus } from './window-records.js';
