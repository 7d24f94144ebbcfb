import { USAGE, parseVerifierArguments } from './arguments.js';
import { EXIT, verify } from './verify.js';

// eslint-disable-next-line no-restricted-properties -- the language of the terminal
const parsed = parseVerifierArguments(process.argv.slice(2), process.env.LC_ALL ?? process.env.LANG);
const stdout = (text: string): void => void process.stdout.write(text);
const stderr = (text: string): void => void process.stderr.write(text);

if (!parsed.ok) {
  stderr(`${parsed.reason}\n`);
  process.exitCode = EXIT.unusable;
} else if (parsed.value.help) {
  stdout(USAGE);
} else {
  process.exitCode = await verify(parsed.value, { stdout, stderr, progress: process.stderr.isTTY ? process.stderr : null });
}
