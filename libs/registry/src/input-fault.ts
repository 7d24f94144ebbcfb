import type { Result } from '@yanshou/telemetry';

export type InputFaultCode =
  | 'invalid' | 'duplicate' | 'unknown-reference' | 'demonstration-is-for-good' | 'approval-required' | 'reason-required' | 'unknown' |
  'same-person' | 'outside-term' | 'not-a-unit' | 'frozen' | 'no-such-step' | 'withdrawn' | 'quota-exceeded' |
  'evidence-required' | 'in-use';

/** Input that the registry does not take: which field of what, and why, for people in both languages. */
export interface InputFault {
  readonly code: InputFaultCode;
  /** Path of the field, e.g. `metrics[2].resolution`. */
  readonly field: string;
  readonly zh: string;
  readonly en: string;
}

export interface Saved {
  /** Revision of the registry that holds what was saved. */
  readonly revision: number;
}

export type Outcome<T = Saved> = Result<T, InputFault>;

export const invalid = (field: string, zh: string, en: string): InputFault => ({
  code: 'invalid', field, zh: `字段 ${field}：${zh}`, en: `field ${field}: ${en}`,
});

export const inputFault = (code: InputFaultCode, field: string, zh: string, en: string): InputFault => ({
  code, field, zh: `字段 ${field}：${zh}`, en: `field ${field}: ${en}`,
});
