import { systemClock } from '@yanshou/telemetry';
import type { PlatformConfig } from '../config/config.js';
import { ROLES } from '../config/roles-config.js';
import type { StoredTelemetry } from '../platform-parts.js';
import type { DashboardFeeds } from './open-feeds.js';
import { OwnFigures } from './own-figures.js';
import type { OwnFiguresParts } from './own-figures.js';

interface OwnFiguresNeeds extends Pick<OwnFiguresParts, 'status' | 'watched'> {
  readonly feeds: DashboardFeeds;
  readonly stored: StoredTelemetry | undefined;
}

/** The figures of this process, where there is an InfluxDB to write them to. */
export function ownFigures({ instance, roles }: Pick<PlatformConfig, 'instance' | 'roles'>, { feeds: { figureWriter: writer }, stored, status, watched }: OwnFiguresNeeds): OwnFigures | undefined {
  if (writer === undefined) return undefined;
  const totals = stored !== undefined && roles.has('jobs') ? () => stored.worker.client.totals() : undefined;
  const named = ROLES.filter((role) => roles.has(role));
  return new OwnFigures({ instance, roles: named.length === ROLES.length ? 'all' : named.join('+'), status, watched, totals, clock: systemClock, writer });
}
