import { join } from 'node:path';
import { main as journalCommand } from '@yanshou/journal-segments';
import { readConfig } from './config/config.js';
import { describeStartFailure } from './runtime/exit-codes.js';

/** npm run journal -- check | set-aside SEGMENT, on the journal of the configured data directory. */
async function run([command = '', ...rest]: readonly string[]): Promise<number> {
  // eslint-disable-next-line no-restricted-properties -- the one place where the environment enters
  const config = readConfig(process.env);
  return journalCommand([command, join(config.dataDirectory, 'journal'), ...rest], (line) => process.stdout.write(`${line}\n`));
}

run(process.argv.slice(2)).then(
  (status) => process.exit(status),
  (error: unknown) => {
    const { line, status } = describeStartFailure(error);
    process.stderr.write(`${line}\n`);
    process.exit(status);
  },
);
