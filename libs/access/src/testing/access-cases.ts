import type { AccessAction } from '../decide.js';

/** Names that the cases are about: `device` and `gateway` act, the others are there to be left alone. */
export interface AccessCast {
  readonly project: string;
  readonly device: string;
  readonly gateway: string;
  readonly neighbour: string;
  readonly otherProject: string;
}

/** What a principal tries with a topic or filter, and whether it may. */
export interface AccessCase {
  readonly what: string;
  readonly who: 'device' | 'gateway';
  readonly action: Exclude<AccessAction, 'receive'>;
  readonly topic: string;
  readonly allowed: boolean;
  /** At a broker that is not ours, where it differs: behind it nobody knows who published to a topic without a name. */
  readonly allowedElsewhere?: boolean;
  /** Published by the broker when the connection breaks, and not by the client itself: the same rule holds. */
  readonly isLastWill?: boolean;
  /** For a filter: a topic that it matches; it must come through where the filter is allowed, and must not where it is not. */
  readonly probe?: string;
}

const publish = (who: AccessCase['who'], topic: string, allowed: boolean, what: string, over: Partial<AccessCase> = {}): AccessCase =>
  ({ what, who, action: 'publish', topic, allowed, ...over });
const subscribe = (topic: string, probe: string, allowed: boolean, what: string, who: AccessCase['who'] = 'device'): AccessCase => ({ what, who, action: 'subscribe', topic, allowed, probe });
const lastWill = (who: AccessCase['who'], topic: string, allowed: boolean, what: string): AccessCase => publish(who, topic, allowed, what, { isLastWill: true });

/** One table for every broker: what `decide` says has to hold wherever it is enforced. */
export function accessCases({ project, device, gateway, neighbour, otherProject }: AccessCast): readonly AccessCase[] {
  const own = `yanshou/v1/${project}/${device}`;
  const gate = `yanshou/v1/${project}/${gateway}`;
  const near = `yanshou/v1/${project}/${neighbour}`;
  const far = `yanshou/v1/${otherProject}/${device}`;
  return [
    publish('device', `${own}/telemetry`, true, 'telemetry of its own'),
    publish('device', `${own}/state`, true, 'state of its own'),
    publish('device', `${own}/lines/ms`, true, 'lines of its own'),
    publish('gateway', `${gate}/gateway/telemetry`, true, 'telemetry of its children'),
    publish('gateway', `${gate}/state`, true, 'state of a gateway'),
    publish('gateway', `${gate}/lines/ns`, true, 'lines of a gateway'),
    publish('device', 'v1/devices/me/telemetry', true, 'the topic that names no device', { allowedElsewhere: false }),
    publish('gateway', 'v1/gateway/telemetry', true, 'the topic that names no gateway', { allowedElsewhere: false }),
    publish('device', `${near}/telemetry`, false, "the neighbour's telemetry"),
    publish('device', `${near}/state`, false, "the neighbour's state"),
    publish('device', `${far}/telemetry`, false, 'telemetry in another project'),
    publish('device', `${own}/gateway/telemetry`, false, 'gateway telemetry from a device'),
    publish('gateway', `${gate}/telemetry`, false, 'device telemetry from a gateway'),
    publish('device', `${own}/command/restart`, false, 'a command to itself'),
    publish('device', `${own}/receipt`, false, 'a receipt to itself'),
    publish('device', `${own}/lines/h`, false, 'lines of an unknown precision'),
    publish('device', `${own}/telemetry/x`, false, 'a level below telemetry'),
    publish('device', `yanshou/v1/${project}/+/telemetry`, false, 'a topic with a wildcard'),
    publish('device', '$SYS/broker/x', false, 'a topic of the broker'),
    publish('device', 'a/b/c/d/e/f/g/h/i/j/k', false, 'eleven levels'),
    subscribe(`${own}/command/#`, `${own}/command/restart`, true, 'its commands'),
    subscribe(`${own}/command/restart`, `${own}/command/restart`, true, 'one command'),
    subscribe(`${own}/receipt`, `${own}/receipt`, true, 'its receipts'),
    subscribe('#', `${near}/telemetry`, false, 'everything'),
    subscribe('$SYS/#', '$SYS/broker/uptime', false, 'the broker itself'),
    subscribe(`${own}/#`, `${own}/telemetry`, false, 'everything of its own'),
    subscribe(`${own}/telemetry`, `${own}/telemetry`, false, 'its own telemetry'),
    subscribe(`yanshou/v1/${project}/+/command/#`, `${near}/command/restart`, false, 'commands to all'),
    subscribe(`${near}/command/#`, `${near}/command/restart`, false, "the neighbour's commands"),
    subscribe(`${far}/receipt`, `${far}/receipt`, false, 'receipts in another project'),
    subscribe(`$share/g/${near}/command/#`, `${near}/command/restart`, false, "a share in the neighbour's commands"),
    subscribe('$share/yanshou/yanshou/v1/+/+/telemetry', `${near}/telemetry`, false, 'a share in what the platform takes'),
    subscribe(`${gate}/command/#`, `${gate}/command/restart`, true, 'its commands', 'gateway'),
    subscribe(`${gate}/receipt`, `${gate}/receipt`, true, 'its receipts', 'gateway'),
    subscribe(`${gate}/gateway/telemetry`, `${gate}/gateway/telemetry`, false, 'its own telemetry', 'gateway'),
    subscribe(`${own}/command/#`, `${own}/command/restart`, false, 'commands to a device that may be behind it', 'gateway'),
    subscribe(`yanshou/v1/${project}/+/receipt`, `${own}/receipt`, false, 'receipts of all', 'gateway'),
    lastWill('device', `${own}/state`, true, 'its own state as a last will'),
    lastWill('device', `${near}/state`, false, "the neighbour's state as a last will"),
    lastWill('device', `${far}/telemetry`, false, 'telemetry in another project as a last will'),
    lastWill('gateway', `${gate}/state`, true, 'its own state as a last will'),
    lastWill('gateway', `${own}/telemetry`, false, 'telemetry of a device as a last will'),
    subscribe('yanshou/v1/+/+/telemetry', `${near}/telemetry`, false, 'telemetry of all'),
  ];
}
