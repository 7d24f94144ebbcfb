import { ConfigurationError } from '../config/configuration-error.js';
import { Failure } from '@yanshou/telemetry';

/** sysexits.h: a setting is wrong (EX_CONFIG), or input/output failed (EX_IOERR). */
export const EXIT_CONFIGURATION = 78;
export const EXIT_INPUT_OUTPUT = 74;

/** The one line and the exit status for a start that failed. */
export function describeStartFailure(error: unknown): { readonly line: string; readonly status: number } {
  if (error instanceof ConfigurationError) return { line: error.line, status: EXIT_CONFIGURATION };
  const { zh, en } = helpOf(error);
  return { line: `${zh} / ${en}`, status: isSettingFault(error) ? EXIT_CONFIGURATION : EXIT_INPUT_OUTPUT };
}

/** Which settings a server needs is known once it has said what it is. */
const isSettingFault = (error: unknown): boolean => ['store-settings-missing', 'store-server-unknown', 'store-of-other-book'].includes((error as { readonly code?: string }).code ?? '');

function helpOf(error: unknown): { zh: string; en: string } {
  if (error instanceof Failure || isFailureLike(error)) return error.help;
  const message = error instanceof Error ? error.message : String(error);
  return { zh: `启动失败：${message}`, en: `could not start: ${message}` };
}

/** A Failure that crossed a thread arrives as a plain error with the same fields. */
const isFailureLike = (error: unknown): error is { help: { zh: string; en: string } } =>
  typeof error === 'object' && error !== null && 'help' in error && typeof error.help === 'object';
