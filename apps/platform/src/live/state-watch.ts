import type { InventoryDevice, Micros } from '@yanshou/telemetry';
import { formatIsoMicros } from '@yanshou/telemetry';
import type { Activity } from '../api/device-activity.js';
import { isInService } from '../indicators/device-state.js';
import type { DeviceState } from '../indicators/device-state.js';
import { Periodic } from '../runtime/periodic.js';

/** What the platform says of a device by what it has stored. */
export interface JudgedEvent {
  readonly type: 'state' | 'alarm';
  readonly device: string;
  readonly data: object;
}

export interface StateSources {
  /** All of a project. */
  readonly devices: (project: string) => Promise<readonly InventoryDevice[]>;
  readonly activity: (project: string) => Promise<(device: InventoryDevice) => Pick<Activity, 'state' | 'lastReceived'>>;
  readonly now: () => Micros;
  readonly onError: (error: unknown) => void;
}

type Listener = (events: readonly JudgedEvent[]) => void;

interface Known {
  readonly state: DeviceState;
  /** Of the alarm, while it stands. */
  readonly raised: JudgedEvent | undefined;
}

interface Watched {
  readonly listeners: Set<Listener>;
  readonly known: Map<string, Known>;
  isLooked: boolean;
  readonly look: Periodic;
}

/** States go by the hour. */
const LOOK_MILLIS = 5_000;

/** Looks at the devices of projects that somebody watches, once for all who do: changes of their states, and an alarm while one is silent. */
export class StateWatch {
  private readonly watched = new Map<string, Watched>();

  constructor(private readonly sources: StateSources, private readonly lookMillis = LOOK_MILLIS) {}

  /** Tells of what stands now as soon as it is known, then of changes; the answer ends that. */
  watch(project: string, listener: Listener): () => void {
    const watched = this.watched.get(project) ?? this.begin(project);
    watched.listeners.add(listener);
    if (watched.isLooked) listener(standing(watched));
    return () => {
      watched.listeners.delete(listener);
      if (watched.listeners.size > 0 || this.watched.get(project) !== watched) return;
      this.watched.delete(project);
      void watched.look.stop();
    };
  }

  private begin(project: string): Watched {
    const watched: Watched = { listeners: new Set(), known: new Map(), isLooked: false, look: new Periodic(this.lookMillis, () => this.look(project, watched), this.sources.onError) };
    this.watched.set(project, watched);
    void this.look(project, watched).catch(this.sources.onError);
    return watched;
  }

  private async look(project: string, watched: Watched): Promise<void> {
    const [devices, activityOf] = await Promise.all([this.sources.devices(project), this.sources.activity(project)]);
    const now = this.sources.now();
    const events = devices.flatMap((device) => {
      const { state, lastReceived } = isInService(device, now) ? activityOf(device) : { state: 'decommissioned' as const, lastReceived: null };
      return changed(project, watched, { device: device.id, state, lastReceived, now });
    });
    watched.isLooked = true;
    if (events.length > 0) for (const listener of watched.listeners) listener(events);
  }
}

const standing = ({ known }: Watched): readonly JudgedEvent[] => [...known.values()].flatMap(({ raised }) => raised ?? []);

interface Seen {
  readonly device: string;
  readonly state: DeviceState;
  readonly lastReceived: Micros | null;
  readonly now: Micros;
}

/** While it is not known whether something was received, what was said before stands. */
function changed(project: string, { known, isLooked }: Watched, { device, state, lastReceived, now }: Seen): JudgedEvent[] {
  const before = known.get(device);
  if (state === 'unjudged' || state === before?.state) return [];
  const at = formatIsoMicros(now);
  const raised = state === 'silent' ? alarm(project, device, { raised: true, at, since: lastReceived }) : undefined;
  known.set(device, { state, raised });
  return [
    // What is so when somebody begins to look is no change: the inventory says it.
    ...(isLooked || before !== undefined ? [{ type: 'state' as const, device, data: { project, device, at, state, by: 'platform' } }] : []),
    ...(raised ?? before?.raised) === undefined ? [] : [raised ?? alarm(project, device, { raised: false, at, since: lastReceived })],
  ];
}

function alarm(project: string, device: string, { raised, at, since }: { readonly raised: boolean; readonly at: string; readonly since: Micros | null }): JudgedEvent {
  const hour = since === null ? null : formatIsoMicros(since);
  const detail = raised
    ? { detailZh: `设备 ${device} 自 ${hour ?? '—'} 起的一小时后没有数据：请检查供电、网络与网关`, detailEn: `nothing was received of device ${device} after the hour of ${hour ?? '—'}: check its power, network and gateway` }
    : { detailZh: `设备 ${device} 不再是无数据状态`, detailEn: `device ${device} is silent no more` };
  return { type: 'alarm', device, data: { project, id: 'device-silent', device, raised, at, titleZh: '设备无数据', titleEn: 'device silent', ...detail } };
}
