import { describeStartFailure } from '@yanshou/platform';
import { Failure } from '@yanshou/telemetry';
import { USAGE, parseDemoArguments } from './arguments.js';
import { demo } from './demo.js';

const USAGE_ERROR = 2;
const INPUT_OUTPUT_ERROR = 74;

// eslint-disable-next-line no-restricted-properties -- the language of the terminal
const parsed = parseDemoArguments(process.argv.slice(2), process.env.LC_ALL ?? process.env.LANG);
if (!parsed.ok) {
  process.stderr.write(`${parsed.reason}\n`);
  process.exit(USAGE_ERROR);
}
if (parsed.value.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}
const { language } = parsed.value;
demo(parsed.value).then(
  (status) => process.exit(status),
  (error: unknown) => {
    const { line, status } = error instanceof Failure ? { line: error.help[language], status: INPUT_OUTPUT_ERROR } : describeStartFailure(error);
    process.stderr.write(`${line}\n`);
    process.exit(status);
  },
);
