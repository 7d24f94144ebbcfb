import { CONSUMED_FILTERS, HEARD_BY_ALL, PUBLISHED_BY, principalName } from '@yanshou/access';
import type { Identity } from '@yanshou/access';

/** A rule in the `acl` of EMQX's HTTP authentication (5.8 and newer, docs.emqx.com: Access Control List, new format). */
export interface EmqxGrant {
  readonly permission: 'allow';
  readonly action: 'publish' | 'subscribe';
  /** After `eq ` the filter itself, not what it matches. */
  readonly topic: string;
}

const allow = (action: EmqxGrant['action'], topic: string): EmqxGrant => ({ permission: 'allow', action, topic });

/**
 * What a device or gateway may do, so that it goes on doing it while the platform cannot be asked. Of everything else
 * nothing is said here: EMQX asks for it, and what is refused is counted.
 */
export function grantsOf(identity: Identity): readonly EmqxGrant[] {
  const prefix = `yanshou/v1/${principalName(identity)}`;
  return [...PUBLISHED_BY[identity.kind].map((rest) => allow('publish', `${prefix}/${rest}`)), ...HEARD_BY_ALL.map((rest) => allow('subscribe', `${prefix}/${rest}`))];
}

/** What the platform subscribes to. */
export const platformGrants = (): readonly EmqxGrant[] => CONSUMED_FILTERS.map((filter) => allow('subscribe', `eq ${filter}`));
