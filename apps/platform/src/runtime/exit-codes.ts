import { ConfigurationError } from '../config/configuration-error.js';
import { Failure } from '@yanshou/telemetry';

/** sysexits.h: a setting is wrong (EX_CONFIG), or input/output failed (EX_IOERR). */
export const EXIT_CONFIGURATION = 78;
export const EXIT_INPUT_OUTPUT = 74;

interface Told {
  readonly line: string;
  readonly status: number;
}
interface FailureLike {
  readonly code?: string;
  readonly message?: string;
  readonly retryable?: boolean;
  readonly help: { readonly zh: string; readonly en: string };
}

/** The one line and the exit status for work that failed; nothing is said of what was begun. */
export function describeFailure(error: unknown): Told {
  if (error instanceof ConfigurationError) return { line: error.line, status: EXIT_CONFIGURATION };
  if (!isFailureLike(error)) return { line: messageOf(error), status: EXIT_INPUT_OUTPUT };
  return { line: `${error.help.zh} / ${error.help.en}`, status: isSettingFault(error) ? EXIT_CONFIGURATION : EXIT_INPUT_OUTPUT };
}

/** The one line and the exit status for a start that failed. */
export function describeStartFailure(error: unknown): Told {
  const told = describeFailure(error);
  if (error instanceof ConfigurationError) return told;
  if (!isFailureLike(error)) return { ...told, line: `启动失败：${told.line} / could not start: ${told.line}` };
  if (error.code === 'journal-unreachable') return { ...told, line: natsAtStart(error.message ?? '') };
  return error.retryable === true ? { ...told, line: `${told.line} ${ENDED}` } : told;
}

/** Said of what may be over soon: a running platform would have waited, a start does not. */
const ENDED = '启动已结束，排除后请重新启动（systemd、容器等监督程序会自动再启动） / this start has ended: start again once it is mended (a supervisor such as systemd or a container does so by itself)';

/** The help of the Failure is for a platform that runs: it goes on by itself. */
const natsAtStart = (why: string): string =>
  `NATS 服务器无应答（${why}），没有接收任何消息：请检查服务器、网络与 NATS_URL / NATS does not answer (${why}), nothing was received: check the servers, the network and NATS_URL ${ENDED}`;

/** Which settings a server needs is known once it has said what it is. */
const isSettingFault = ({ code = '' }: FailureLike): boolean => ['store-settings-missing', 'store-server-unknown', 'store-of-other-book', 'registry-encoding', 'registry-old-server'].includes(code);

/** A Failure that crossed a thread arrives as a plain error with the same fields. */
const isFailureLike = (error: unknown): error is FailureLike =>
  error instanceof Failure || (typeof error === 'object' && error !== null && 'help' in error && typeof error.help === 'object');

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
