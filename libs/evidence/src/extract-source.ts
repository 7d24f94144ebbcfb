import type { Result } from '@yanshou/telemetry';

/** Some consecutive rows of an extract by column; values are as the file has them, unchecked. */
export interface ExtractPage {
  readonly length: number;
  readonly project: ArrayLike<unknown>;
  readonly device: ArrayLike<unknown>;
  readonly metric: ArrayLike<unknown>;
  /** Microseconds since 1970. */
  readonly at: ArrayLike<unknown>;
  /** Null where the value is a text. */
  readonly number: ArrayLike<unknown>;
  readonly text: ArrayLike<unknown>;
  readonly kind: ArrayLike<unknown>;
  readonly quality: ArrayLike<unknown>;
  readonly origin: ArrayLike<unknown>;
  readonly unused: ArrayLike<unknown>;
  /** Microseconds since 1970, of the receipt. */
  readonly received: ArrayLike<unknown>;
  readonly serverStamped: ArrayLike<unknown>;
}

/** Rows of one Parquet file, page by page in the order of the file; ends with the reason where it cannot be read. */
export interface ExtractSource {
  pages(): AsyncIterable<Result<ExtractPage, string>>;
}
