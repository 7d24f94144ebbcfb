import { principalName } from '@yanshou/access';
import type { Identity } from '@yanshou/access';
import type { ProjectInventory } from '@yanshou/telemetry';

export interface PublishRate {
  readonly perSecond: number;
  readonly burst: number;
}

/** How fast a principal may publish: a device at the configured rate, a gateway at the sum of its children's. */
export class PublishRates {
  private gateways = new Map<string, number>();

  constructor(private readonly device: PublishRate) {}

  /** Takes over the bindings of all projects. */
  replace(inventories: readonly ProjectInventory[]): void {
    this.gateways = new Map(inventories.flatMap(({ project, gateways }) =>
      gateways.map(({ id, children }) => [principalName({ project, principal: id, kind: 'gateway' }), Math.max(1, children.length)] as const)));
  }

  of(identity: Identity): PublishRate {
    const share = identity.kind === 'gateway' ? (this.gateways.get(principalName(identity)) ?? 1) : 1;
    return { perSecond: this.device.perSecond * share, burst: this.device.burst * share };
  }
}
