import type { Micros } from '@yanshou/telemetry';

/** What the publishing process is asked to do: every device of these projects, over real MQTT connections. */
export interface PublishJob {
  readonly url: string;
  /** Secret by `{project}/{principal}`; handed over between processes, never written to disk. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly scenarios: readonly string[];
  readonly now: Micros;
  readonly seed: number;
  /** Folder of recorded data. */
  readonly replay?: string;
}

export type PublishReport =
  | { readonly kind: 'progress'; readonly acknowledged: number; readonly total: number | null }
  | { readonly kind: 'done'; readonly acknowledged: number }
  | { readonly kind: 'failed'; readonly message: string };
