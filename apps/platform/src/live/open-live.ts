import { systemClock } from '@yanshou/telemetry';
import type { PlatformConfig } from '../config/config.js';
import type { PlatformParts } from '../platform-parts.js';
import { LiveHub } from './live-hub.js';
import { LivePublisher } from './live-publisher.js';
import { OwnFeed } from './own-feed.js';
import { SharedFeed } from './shared-feed.js';

/** What tells people of stored readings as they come, as far as this process has a part in it. */
export interface Live {
  /** With the role `api`. */
  readonly hub?: LiveHub;
  /** Where this process projects what others show. */
  readonly publisher?: LivePublisher;
}

/** Where another process may project what this one shows, or show what this one projects, they meet in the database. */
export function openLive({ roles, apart, nats }: Pick<PlatformConfig, 'roles' | 'apart' | 'nats'>, { stored, registry, holder }: PlatformParts, onError: (error: unknown) => void): Live {
  if (stored === undefined) return {};
  const { worker } = stored;
  const now = (): number => systemClock.monotonicMillis();
  const isShared = apart || nats !== undefined;
  const feed = isShared ? () => new SharedFeed({ exchange: registry, holder, now, onError }) : () => new OwnFeed(worker);
  return {
    ...(roles.has('api') && { hub: new LiveHub({ feed: feed(), clock: systemClock, onError }) }),
    ...(isShared && roles.has('project') && { publisher: new LivePublisher({ exchange: registry, thread: worker, now, onError }) }),
  };
}
