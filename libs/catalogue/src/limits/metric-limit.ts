/** A line that a metric's values should keep to. */
export interface MetricLimit {
  readonly deviceClass: string;
  readonly metric: string;
  /** Where the value has to be: `≥` and above, `>` above, `≤` and below the limit. */
  readonly bound: '≥' | '>' | '≤';
  /** In the metric's unit. */
  readonly value: number;
  readonly unit: string;
  /** What the line is called, alike in both languages: the standard with the class or level. */
  readonly rule: string;
  /** The contract's clause that makes the rule count; of the class's own limit its basis. */
  readonly clause: string;
}
