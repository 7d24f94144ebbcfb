import type { Micros } from '@yanshou/telemetry';

/** A partition of the journal that `holder` alone may project until `until`. */
export interface PartitionLease {
  readonly journal: string;
  readonly holder: string;
  /** Grows whenever the partition changes hands: fences off who held it before. */
  readonly token: number;
  /** By the database's clock. */
  readonly until: Micros;
}

export interface HeldPartitions {
  readonly leases: readonly PartitionLease[];
  /** What falls to each holder that is alive. Who holds more finishes and releases the rest. */
  readonly share: number;
}

/** Divides the partitions of the journal among the projectors that are alive; one holder a partition at a time. By the database's clock alone. */
export interface PartitionLeases {
  /**
   * Says that `holder` is alive, renews what it holds and takes what is free up to its share of `journals`. To be called
   * several times within `leaseMillis`. Who calls no more loses all of it when its leases have run out.
   */
  holdPartitions(holder: string, journals: readonly string[], leaseMillis: number): Promise<HeldPartitions>;
  /** Whether the lease is in force and nobody has taken the partition over. */
  confirmPartition(lease: PartitionLease): Promise<boolean>;
  /** Gives a partition back; false when it was lost before. */
  releasePartition(lease: PartitionLease): Promise<boolean>;
  /** Counts as alive no more, and gives everything back. Idempotent. */
  leavePartitions(holder: string): Promise<void>;
}
