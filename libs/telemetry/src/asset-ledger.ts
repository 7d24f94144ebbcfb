import type { AssetKind } from './device.js';
import type { Micros } from './time.js';

/** in-use 在用 · idle 闲置 · scrapped 报废 · leased-in 租入 · leased-out 租出. */
export const LEDGER_STATES = ['in-use', 'idle', 'scrapped', 'leased-in', 'leased-out'] as const;
export type LedgerState = (typeof LEDGER_STATES)[number];

/** One line of a fixed-asset ledger (固定资产台账), as the unit's accountants keep it. */
export interface LedgerAsset {
  readonly assetNumber: string;
  readonly name: string;
  readonly model?: string;
  readonly serial?: string;
  /** As written; `kind` is what it was understood as. */
  readonly category?: string;
  /** `none`: no machine at all, such as a building or a licence; absent: not understood. */
  readonly kind?: AssetKind | 'none';
  readonly state: LedgerState;
  /** Line of the sheet, from 1. */
  readonly line: number;
}

/** A ledger as it was imported; a later one replaces it and does not change it. */
export interface AssetLedger {
  readonly project: string;
  readonly id: string;
  /** From 1; the highest is in force. */
  readonly version: number;
  readonly fileName: string;
  /** Of the file; lower-case hex. */
  readonly sha256: string;
  readonly sheet: string;
  readonly count: number;
  readonly importedBy: string;
  readonly importedAt: Micros;
}

/** What two spellings of an asset's number, or of a maker's, have in common. */
export const assetKey = (number: string): string => number.normalize('NFKC').toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
