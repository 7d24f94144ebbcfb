import { createLoginLink } from '@yanshou/platform';
import type { Platform } from '@yanshou/platform';
import type { QuarantineRow } from '@yanshou/store';
import type { DeviceClass } from '@yanshou/telemetry';

/** What a test may ask of the platform's process; `project` defaults to its first. */
export type Request = { readonly project?: string } & (
  | { readonly ask: 'status' | 'settle' | 'totals' | 'ledger' | 'quarantine' | 'replay-quarantine' | 'compact' | 'indicators' | 'gaps' | 'daily-indicators' | 'assessment-checks' | 'figures' | 'own-figures' | 'influx-readers' | 'changes' }
  | { readonly ask: 'times'; readonly device: string; readonly metric: string }
  | { readonly ask: 'readings'; readonly device?: string; readonly metric?: string }
  | { readonly ask: 'revoke' | 'issue'; readonly device: string }
  | { readonly ask: 'class'; readonly deviceClass: DeviceClass }
  | { readonly ask: 'login-link'; readonly user: string }
);

/** One stored reading as a test compares it. */
export interface StoredReading {
  readonly device: string;
  readonly metric: string;
  readonly at: number;
  readonly value: number | string;
  readonly flags: number;
}

/** A quarantined message or reading with its payload as text. */
export type QuarantinedText = Omit<QuarantineRow, 'payload'> & { readonly payload: string };

const ALL_TIMES = { from: 0, to: 4e15 } as const;

/** Answers one request with plain data. */
export async function answer(platform: Platform, first: string, request: Request): Promise<unknown> {
  // Every role has these.
  if (request.ask === 'own-figures') return platform.writeFigures().then(() => ({}));
  const project = request.project ?? first;
  const { telemetry, registry } = platform;
  switch (request.ask) {
    case 'status':
      return platform.status();
    case 'settle':
      await platform.settled();
      return telemetry.totals(project);
    case 'totals':
      return telemetry.totals(project);
    case 'ledger':
      return { rows: await telemetry.ledger(project, ALL_TIMES.from, ALL_TIMES.to) };
    case 'quarantine':
      return { rows: await quarantined(platform, project) };
    case 'replay-quarantine':
      return telemetry.replayQuarantine(project);
    case 'indicators':
      return { rows: await platform.indicators(project) };
    case 'revoke':
      return { revoked: await registry.revokeCredential(project, request.device) };
    case 'issue':
      return registry.issueCredential(project, request.device, 'device');
    default:
      return answerMore(platform, project, request);
  }
}

async function answerMore(platform: Platform, project: string, request: Request): Promise<unknown> {
  switch (request.ask) {
    case 'class':
      await platform.registry.saveClass(project, request.deviceClass);
      await platform.synchronise();
      return {};
    case 'login-link':
      return { token: await createLoginLink(platform.registry, request.user) };
    case 'daily-indicators':
      return { days: await platform.services.jobs.dailyIndicators() };
    case 'assessment-checks':
      return { checked: await platform.services.jobs.assessmentChecks() };
    case 'gaps':
      return { rows: await platform.telemetry.declaredGaps() };
    case 'figures':
      await platform.services.jobs.projectFigures();
      await platform.writeFigures();
      return {};
    case 'influx-readers':
      await platform.services.jobs.influxReaders();
      return {};
    case 'changes':
      return { revision: await platform.registry.revision(), pending: (await platform.registry.pendingChanges(1)).length };
    case 'compact':
      await platform.telemetry.compact();
      return {};
    case 'times':
      return { at: (await readings(platform, project, request)).map(({ at }) => at) };
    case 'readings':
      return { rows: await readings(platform, project, request) };
    default:
      throw new Error(`cannot answer ${request.ask}`);
  }
}

async function readings({ telemetry }: Platform, project: string, wanted: { readonly device?: string; readonly metric?: string }): Promise<StoredReading[]> {
  const { device, metric } = wanted;
  const query = { project, ...ALL_TIMES, ...(device === undefined ? {} : { device }), ...(metric === undefined ? {} : { metric }) };
  const rows: StoredReading[] = [];
  for await (const page of telemetry.readings(query)) {
    for (let row = 0; row < page.length; row += 1) {
      const number = page.number[row] as number;
      rows.push({
        device: page.device[row] as string, metric: page.metric[row] as string, at: page.at[row] as number,
        value: Number.isNaN(number) ? (page.text[row] as string) : number, flags: page.flags[row] as number,
      });
    }
  }
  return rows;
}

async function quarantined({ telemetry }: Platform, project: string): Promise<QuarantinedText[]> {
  const rows = await telemetry.quarantine({ project, after: 0, limit: 1000 });
  return rows.map((row) => ({ ...row, payload: Buffer.from(row.payload).toString('utf8') }));
}
