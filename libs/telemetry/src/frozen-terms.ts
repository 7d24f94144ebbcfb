import type { DecisionState } from './declared-figure.js';
import type { DeviceClass, InventoryDevice } from './inventory.js';
import type { PlannedTime } from './planned-time.js';
import type { Micros } from './time.js';

/** From `at` on inventory and planned time of a project change by approved requests only. */
export interface Freeze {
  readonly project: string;
  readonly at: Micros;
  readonly who: string;
  readonly setAt: Micros;
  readonly approval?: string;
}

/** What a request would change, as it is to be afterwards. */
export type FrozenChange =
  | { readonly kind: 'device'; readonly device: InventoryDevice }
  | { readonly kind: 'class'; readonly deviceClass: DeviceClass }
  | { readonly kind: 'calendar'; readonly scope: string; readonly plannedTime: PlannedTime };

/** A change of what is frozen: it counts from its acceptance on, by somebody else than who asked for it. */
export interface ChangeRequest {
  readonly project: string;
  readonly id: string;
  readonly change: FrozenChange;
  readonly reason: string;
  /** The state when it was asked for, as the change's own part; null where there was none. */
  readonly before: unknown;
  readonly status: DecisionState;
  readonly proposedBy: string;
  readonly proposedAt: Micros;
  readonly decidedBy?: string;
  readonly decidedAt?: Micros;
  readonly approval?: string;
  readonly decisionNote?: string;
}
