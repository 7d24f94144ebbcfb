import { Failure } from '@yanshou/telemetry';
import { ConfigurationError } from '../config/configuration-error.js';
import { EXIT_INPUT_OUTPUT, describeFailure } from '../runtime/exit-codes.js';

/** The one line and the exit status for a tool that could not do its work; `what` says which, for errors of the system. */
export function describeToolFailure(error: unknown, what: { readonly zh: string; readonly en: string }): { readonly line: string; readonly status: number } {
  if (error instanceof ConfigurationError || error instanceof Failure) return describeFailure(error);
  const why = error instanceof Error ? error.message : String(error);
  return {
    line: `${what.zh}（${why}）：请检查空间与权限，删去不完整的目录后重试 / ${what.en} (${why}): check space and permissions, delete the incomplete folder and try again`,
    status: EXIT_INPUT_OUTPUT,
  };
}
