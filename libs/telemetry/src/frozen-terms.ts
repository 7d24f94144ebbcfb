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
  | { readonly kind: 'calendar'; readonly scope: string; readonly plannedTime: PlannedTime; /** From when on it is to hold; for all time when absent. */ readonly validFrom?: Micros }
  /** A site, class or device has no planned time of its own any more: the wider calendar counts. */
  | { readonly kind: 'calendar-removal'; readonly scope: string; /** From when on; for all time when absent. */ readonly validFrom?: Micros };

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
  /** Number of the approval, its date and the evidence file that holds it: of every change that was accepted since they are asked for. */
  readonly approval?: string;
  readonly approvedAt?: Micros;
  readonly file?: string;
  readonly decisionNote?: string;
}
