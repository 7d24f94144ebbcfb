import type { DynamicModule, Provider } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import type { Registry } from '@yanshou/registry';
import type { InventoryDevice } from '@yanshou/telemetry';
import { AlarmsController } from './alarms.controller.js';
import type { ApiBackend } from './api-backend.js';
import { ApiGuard } from './api.guard.js';
import { AssessmentsController } from './assessments.controller.js';
import { OpinionsController } from './opinions.controller.js';
import { DeviceActivity } from './device-activity.js';
import { DocumentationController } from './documentation.js';
import { EvidenceController } from './evidence.controller.js';
import { EvidenceFiles } from './evidence-files.js';
import { FiguresController } from './figures.controller.js';
import { Identification } from './identify.js';
import { FrozenController } from './frozen.controller.js';
import { LedgerController } from './ledger.controller.js';
import { StateWatch } from '../live/state-watch.js';
import { StreamAccess } from '../live/stream-access.js';
import { StreamController } from '../live/stream.controller.js';
import { LedgerReader } from '../ledger/ledger-reader.js';
import { ReplacementsController } from './replacements.controller.js';
import { MinimumDataController } from './minimum-data.controller.js';
import { GapsController } from './gaps.controller.js';
import { DeviceFindingsController } from './device-findings.controller.js';
import { ExplainController } from './explain.controller.js';
import { IndicatorsController } from './indicators.controller.js';
import { API_BACKEND } from './injection.js';
import { InventoryController } from './inventory.controller.js';
import { DesignationsController } from './designations.controller.js';
import { LifeController } from './life.controller.js';
import { MoneyController } from './money.controller.js';
import { PrincipalsController } from './principals.controller.js';
import { ProjectsController } from './projects.controller.js';
import { BodyReader } from './read-body.js';
import { ReadingsController } from './readings.controller.js';
import { LibraryController } from './library.controller.js';
import { SelfAssessmentsController } from './self-assessments.controller.js';
import { SettingsController } from './settings.controller.js';
import { StandingController } from './standing.controller.js';
import { SessionController } from './session.controller.js';
import { Sessions } from './sessions.js';
import { TelemetryController } from './telemetry.controller.js';
import { TokensController } from './tokens.controller.js';
import { StoryShelf } from '../traceability/story-shelf.js';
import { MOST_VIEWS, TracePageController, TraceViews } from '../traceability/trace-page.controller.js';
import { TraceabilityController } from './traceability.controller.js';
import { UsersController } from './users.controller.js';

/** Every controller of the table of operations. */
const CONTROLLERS = [
  SessionController, ProjectsController, InventoryController, PrincipalsController, FiguresController, EvidenceController, ReadingsController, TelemetryController,
  IndicatorsController, ExplainController, DeviceFindingsController, AssessmentsController, OpinionsController, UsersController, TokensController, AlarmsController, SettingsController, StandingController,
  FrozenController, LifeController, MoneyController, LedgerController, ReplacementsController,
  GapsController, MinimumDataController,
  TraceabilityController,
  SelfAssessmentsController, LibraryController,
  DesignationsController, StreamController,
];

export interface ApiParts {
  readonly backend: ApiBackend;
  /** The key of secret hashes. */
  readonly pepper: string;
  /** Told of faults that are no caller's. */
  readonly onFault: (error: unknown) => void;
}

/** The HTTP API: its guard stands before every route of the application. */
@Module({})
export class ApiModule {
  static of({ backend, pepper, onFault }: ApiParts): DynamicModule {
    const { registry, telemetry, clock, directories } = backend;
    const sessions = new Sessions(registry, pepper, clock);
    const identification = new Identification(backend, pepper);
    const bodies = new BodyReader(directories.temporary);
    const activity = new DeviceActivity({ totals: (project) => telemetry.totalsByPrincipal(project), knownUntil: (project) => backend.knownUntil(project), contract: (project) => registry.contract(project) }, clock);
    const providers: Provider[] = [
      { provide: API_BACKEND, useValue: backend },
      { provide: Sessions, useValue: sessions },
      { provide: DeviceActivity, useValue: activity },
      { provide: StateWatch, useValue: new StateWatch({ devices: (project) => devicesOf(registry, project), activity: (project) => activity.of(project), now: () => clock.now(), onError: onFault }) },
      { provide: StreamAccess, useValue: new StreamAccess(identification, registry) },
      { provide: EvidenceFiles, useValue: new EvidenceFiles(directories.evidence) },
      { provide: StoryShelf, useValue: new StoryShelf({ registry, telemetry, clock }) },
      { provide: TraceViews, useValue: new TraceViews(MOST_VIEWS, clock) },
      { provide: LedgerReader, useValue: new LedgerReader() },
      { provide: APP_GUARD, inject: [Reflector], useFactory: (reflector: Reflector) => new ApiGuard(reflector, { backend, identification, sessions, bodies }) },
    ];
    return { module: ApiModule, controllers: [...CONTROLLERS, DocumentationController, TracePageController], providers };
  }
}

const DEVICES_AT_A_TIME = 1_000;

async function devicesOf(registry: Pick<Registry, 'devices'>, project: string): Promise<readonly InventoryDevice[]> {
  const all: InventoryDevice[] = [];
  for (let page: readonly InventoryDevice[] | undefined; page === undefined || page.length === DEVICES_AT_A_TIME;) {
    page = await registry.devices(project, all.at(-1)?.id ?? '', DEVICES_AT_A_TIME);
    all.push(...page);
  }
  return all;
}
