// How the tools for containers speak to Docker: always through `docker compose` in the folder of docker-compose.yml.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

export const say = (line) => process.stderr.write(`${line}\n`);

/** What an operator has to know: what was wrong and what to do, Chinese before English. Ends the tool with `status`. */
export class ToolError extends Error {
  constructor(zh, en, status = 1) {
    super(`${zh} / ${en}`);
    this.status = status;
  }
}

/** A command as it would be typed. */
export const typed = (words) => words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');

/** What a command answers on standard output. Throws ToolError when it fails. */
export function ask(words) {
  const [program, ...args] = words;
  const { status, stdout, error } = spawnSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 26 });
  if (status !== 0) throw failed(words, error?.message ?? status);
  return stdout;
}

/**
 * Runs a command to its end; `input` and `output` are open files, else there is none. Throws ToolError when it fails. An
 * interrupt ends the command, not this process: what has to be put back is put back.
 */
export async function run(words, { input = 'ignore', output = process.stderr } = {}) {
  const [program, ...args] = words;
  const stay = () => undefined;
  process.on('SIGINT', stay);
  const child = spawn(program, args, { stdio: [input, output, 'inherit'] });
  const end = () => child.kill('SIGTERM');
  process.on('SIGTERM', end);
  try {
    const [status, signal] = await once(child, 'exit');
    if (status !== 0) throw failed(words, signal ?? status);
  } catch (error) {
    throw error instanceof ToolError ? error : failed(words, error.message);
  } finally {
    process.off('SIGINT', stay);
    process.off('SIGTERM', end);
  }
}

const failed = (words, how) => new ToolError(`命令失败（${how}）：${typed(words)}`, `the command failed (${how}): see its own lines above`);

/** The end of a tool: its status, and one line for what went wrong. */
export async function end(work) {
  try {
    process.exitCode = await work();
  } catch (error) {
    say(error instanceof ToolError ? error.message : `未完成（${error.message}）：请检查空间与权限 / not finished (${error.message}): check space and permissions`);
    process.exitCode = error.status ?? 1;
  }
}
