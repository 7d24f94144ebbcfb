import type { ChangeRequest, DeclaredFigure, DesignationEvent, DeviceClass, Freeze, LegalChange, LibraryProject, LifeCycleEvent, Micros, Milestone, ProgrammeSettings, ProjectMoneyRecord, RegisteredRecommender, SelfAssessmentVersion, SignedOpinion, TraceBatch, TraceDecision, TraceEvent } from '@yanshou/telemetry';
import type { AssessmentCheck } from './assessment-check.js';
import type { EntityKind } from './entity-kind.js';
import type {
  ApiTokenRecord, Assessment, AssetLedger, Calendar, ContractVersion, DeviceState, EvidenceFile, GatewayState, KpiValueVersion, LedgerLine, Programme, ProjectRecord,
  ProjectScoped, Replacement, SiteState, StoredCredential, UserRecord,
} from './records.js';
import type { StateTableName } from './schema.js';

export type ContractState = ContractVersion & ProjectScoped;
export type ClassState = DeviceClass & ProjectScoped;
export interface SimulatedMark extends ProjectScoped {
  readonly device: string;
  readonly at: Micros;
}

const kind = <State>(entity: string, table: StateTableName, keyOf: (state: State) => string): EntityKind<State> => ({ entity, table, keyOf });
const inProject = (state: ProjectScoped & { readonly id: string }): string => `${state.project}/${state.id}`;

export const PROGRAMME = kind<Programme>('programme', 'programmes', ({ id }) => id);
export const PROJECT = kind<ProjectRecord>('project', 'projects', ({ id }) => id);
export const SITE = kind<SiteState>('site', 'sites', inProject);
export const CLASS = kind<ClassState>('class', 'device_classes', inProject);
export const DEVICE = kind<DeviceState>('device', 'devices', inProject);
export const SIMULATED = kind<SimulatedMark>('simulated-device', 'simulated_devices', ({ project, device }) => `${project}/${device}`);
export const GATEWAY = kind<GatewayState>('gateway', 'gateways', inProject);
export const CONTRACT = kind<ContractState>('contract', 'contracts', ({ project, version }) => `${project}/${version}`);
export const CALENDAR = kind<Calendar>('calendar', 'calendars', ({ project, scope }) => `${project}/${scope}`);
export const CREDENTIAL = kind<StoredCredential>('credential', 'credentials', ({ secretHash }) => secretHash);
export const EVIDENCE = kind<EvidenceFile>('evidence', 'evidence_files', inProject);
export const KPI_VALUE = kind<KpiValueVersion>('kpi-value', 'kpi_values', (value) =>
  [value.project, value.indicator, value.unit, value.from, value.to, value.version].join('/'));
export const ASSESSMENT = kind<Assessment>('assessment', 'assessments', inProject);
/** Under the key of the assessment that it is about. */
export const ASSESSMENT_CHECK = kind<AssessmentCheck>('assessment-check', 'assessment_checks', ({ project, assessment }) => `${project}/${assessment}`);
/** Numbers of equal length, so that keys are in the order of the opinions. */
export const OPINION = kind<SignedOpinion>('audit-opinion', 'audit_opinions', ({ project, assessment, number }) => `${project}/${assessment}/${String(number).padStart(6, '0')}`);
export const USER = kind<UserRecord>('user', 'users', ({ id }) => id);
export const API_TOKEN = kind<ApiTokenRecord>('api-token', 'api_tokens', ({ id }) => id);
export const FIGURE = kind<DeclaredFigure>('declared-figure', 'declared_figures', inProject);
export const SETTINGS = kind<ProgrammeSettings>('programme-settings', 'programme_settings', ({ programme }) => programme);
export const FREEZE = kind<Freeze>('freeze', 'freezes', ({ project }) => project);
export const CHANGE_REQUEST = kind<ChangeRequest>('change-request', 'change_requests', inProject);
export const MILESTONE = kind<Milestone>('milestone', 'milestones', inProject);
export const MONEY = kind<ProjectMoneyRecord>('project-money', 'project_money', ({ project }) => project);
/** Numbers of equal length, so that keys are in the order of the events. */
export const LIFE_CYCLE_EVENT = kind<LifeCycleEvent>('life-cycle-event', 'life_cycle_events', ({ project, number }) => `${project}/${String(number).padStart(6, '0')}`);

export const DESIGNATION_EVENT = kind<DesignationEvent>('designation', 'designation_events', ({ project, id, step }) => `${project}/${id}/${step}`);

export const ASSET_LEDGER = kind<AssetLedger>('asset-ledger', 'asset_ledgers', inProject);
export const LEDGER_ASSET = kind<LedgerLine>('ledger-asset', 'ledger_assets', ({ project, ledger, asset }) => `${project}/${ledger}/${asset.line}`);
export const REPLACEMENT = kind<Replacement>('replacement', 'replacements', ({ project, part, principal, number }) => `${project}/${part}/${principal}/${number}`);

export const TRACE_BATCH = kind<TraceBatch>('trace-batch', 'trace_batches', inProject);
export const TRACE_EVENT = kind<TraceEvent>('trace-event', 'trace_events', ({ project, batch, id }) => `${project}/${batch}/${id}`);
/** Numbers of equal length, so that keys are in the order of the changes. */
export const LEGAL_CHANGE = kind<LegalChange>('legal-change', 'legal_changes', ({ project, evidence, number }) => `${project}/${evidence}/${String(number).padStart(6, '0')}`);
/** Under the key of the correction that it is about. */
export const TRACE_DECISION = kind<TraceDecision>('trace-decision', 'trace_decisions', ({ project, batch, event }) => `${project}/${batch}/${event}`);
/** Numbers of equal length, so that keys are in the order of the versions. */
export const SELF_ASSESSMENT = kind<SelfAssessmentVersion>('self-assessment', 'self_assessments', ({ project, year, version }) => `${project}/${year}/${String(version).padStart(6, '0')}`);
export const LIBRARY_PROJECT = kind<LibraryProject>('library-project', 'library_projects', ({ programme, id }) => `${programme}/${id}`);
export const RECOMMENDER = kind<RegisteredRecommender>('recommender', 'recommenders', ({ programme, id }) => `${programme}/${id}`);

/** Records that a project owns go with the project; the order is the one in which references can be resolved. */
export const ENTITY_KINDS: ReadonlyMap<string, EntityKind<never>> = new Map(
  [PROGRAMME, PROJECT, SITE, CLASS, DEVICE, SIMULATED, GATEWAY, CONTRACT, CALENDAR, CREDENTIAL, EVIDENCE, KPI_VALUE, ASSESSMENT, USER, API_TOKEN, FIGURE, SETTINGS,
    ASSET_LEDGER, LEDGER_ASSET, REPLACEMENT, FREEZE, CHANGE_REQUEST, MILESTONE, LIFE_CYCLE_EVENT, MONEY, TRACE_BATCH, TRACE_EVENT,
    SELF_ASSESSMENT, LIBRARY_PROJECT, DESIGNATION_EVENT,
    TRACE_DECISION, LEGAL_CHANGE, RECOMMENDER,
    ASSESSMENT_CHECK, OPINION]
    .map((entry) => [entry.entity, entry as EntityKind<never>]),
);
