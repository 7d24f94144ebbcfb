import type { Identity } from '@yanshou/access';
import type { ProjectInventory } from '@yanshou/telemetry';

export interface PublishRate {
  readonly perSecond: number;
  readonly burst: number;
}

/** How fast a principal may publish: a device at the configured rate, a gateway at the sum of its children's. */
export class PublishRates {
  /** Number of children by gateway, per project. */
  private readonly gateways = new Map<string, ReadonlyMap<string, number>>();

  constructor(private readonly device: PublishRate) {}

  /** Takes over the bindings of a project. */
  update({ project, gateways }: ProjectInventory): void {
    this.gateways.set(project, new Map(gateways.map(({ id, children }) => [id, Math.max(1, children.length)])));
  }

  of(identity: Identity): PublishRate {
    const share = identity.kind === 'gateway' ? (this.gateways.get(identity.project)?.get(identity.principal) ?? 1) : 1;
    return { perSecond: this.device.perSecond * share, burst: this.device.burst * share };
  }
}
