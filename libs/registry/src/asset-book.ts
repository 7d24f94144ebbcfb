import type { AssetLedger, LedgerAsset, Micros } from '@yanshou/telemetry';
import type { Outcome } from './input-fault.js';
import type { Author, Replacement } from './records.js';

/** A ledger as it is handed in; the registry numbers it. */
export type NewLedger = Omit<AssetLedger, 'id' | 'version' | 'count' | 'importedBy' | 'importedAt'>;

/** What is known of a swap when it is recorded. */
export interface NewReplacement {
  readonly project: string;
  readonly principal: string;
  readonly part: Replacement['part'];
  readonly newSerial: string;
  readonly reason: string;
  readonly replacedAt: Micros;
}

/** Fixed-asset ledgers and the swaps of controllers and gateways; neither is ever changed. */
export interface AssetBook {
  /** Keeps the ledger with its assets as the project's next version: all of it or nothing. */
  addLedger(ledger: NewLedger, assets: readonly LedgerAsset[], author: Author): Promise<Outcome<AssetLedger>>;
  /** The version in force, its assets by line; undefined before the first. */
  assetLedger(project: string): Promise<{ readonly ledger: AssetLedger; readonly assets: readonly LedgerAsset[] } | undefined>;
  /**
   * Records the swap and gives device or gateway the new serial number. `unknown` for one that is not there, `duplicate`
   * for a serial number that another of the project has, or that it has already.
   */
  addReplacement(replacement: NewReplacement, author: Author): Promise<Outcome<Replacement>>;
  /** By part, principal and number. */
  replacements(project: string): Promise<Replacement[]>;
}
