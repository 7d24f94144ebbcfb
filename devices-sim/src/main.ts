import { existsSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Clock } from '@yanshou/telemetry';
import { Failure, systemClock } from '@yanshou/telemetry';
import { parseCommand } from './cli/arguments.js';
import { helpText } from './cli/help.js';
import type { Streams } from './cli/progress-output.js';
import { progressOutput } from './cli/progress-output.js';
import { runCommand } from './cli/run-command.js';

/** Failures that the command line is to blame for. */
const USAGE = new Set(['unknown-scenario', 'unknown-fault', 'bad-credentials-file', 'no-recordings']);

/**
 * The command. Resolves to the exit code: 0 when everything was acknowledged, 1 when not, 2 for bad arguments. An
 * aborted `signal` stops publishing; what was handed over is still waited for.
 */
export async function main(
  args: readonly string[],
  streams: Streams = process,
  clock: Clock = systemClock,
  signal: AbortSignal = new AbortController().signal,
): Promise<number> {
  const command = parseCommand(args);
  if (!command.ok) return refuse(streams, command.reason);
  if (command.value.kind === 'help') {
    streams.stdout.write(helpText());
    return 0;
  }
  try {
    const onProgress = progressOutput(command.value.progress, streams);
    const { published, acknowledged } = await runCommand(command.value, { clock, signal, onProgress });
    streams.stderr.write(`\n已确认 acknowledged ${acknowledged}/${published}\n`);
    return acknowledged === published ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const line = `${error.message} — ${error.help.zh} / ${error.help.en}`;
    if (USAGE.has(error.code)) return refuse(streams, line);
    streams.stderr.write(`\n${line}\n`);
    return 1;
  }
}

function refuse(streams: Streams, line: string): number {
  streams.stderr.write(`${line}\n`);
  return 2;
}

const executed = process.argv[1];
if (executed !== undefined && existsSync(executed) && realpathSync(executed) === fileURLToPath(import.meta.url)) {
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  process.once('SIGTERM', () => interrupted.abort());
  process.exitCode = await main(process.argv.slice(2), process, systemClock, interrupted.signal);
}
