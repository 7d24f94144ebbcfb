// Counts of a run, kept where a process that dies cannot take them along.
import { appendFileSync, existsSync, readFileSync, writeSync } from 'node:fs';

/** One finished test file a line in `file`: what was counted stays counted, also when the process that ran it ends there. */
export const note = (file, passed, failed) => appendFileSync(file, `${JSON.stringify({ passed, failed })}\n`);

/** Sum of what was noted. A line that was being written when its process ended does not count. */
export function noted(file) {
  const total = { passed: 0, failed: 0 };
  if (!existsSync(file)) return total;
  for (const line of readFileSync(file, 'utf8').split('\n').filter((text) => text.endsWith('}'))) {
    const { passed, failed } = JSON.parse(line);
    total.passed += passed;
    total.failed += failed;
  }
  return total;
}

/** The last line on stdout is the counts of `file`, however the process ends; one that ends badly has failed, whatever was noted. */
export function tellAtTheEnd(file) {
  process.on('exit', (status) => {
    const { passed, failed } = noted(file);
    const told = failed === 0 && status !== 0 ? 1 : failed;
    writeSync(1, `${passed} passed, ${told} failed\n`);
    if (told > 0 && status === 0) process.exitCode = 1;
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));
}
