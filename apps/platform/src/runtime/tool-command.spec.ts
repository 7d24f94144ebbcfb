import { describe, expect, it } from '@jest/globals';
import { readCommand } from './tool-command.js';

const COMMAND = { usage: ['用法 usage: npm run x -- DIR [--check]'], flags: ['check'], words: [1, 1] } as const;

describe('a command line', () => {
  it('is taken as it is meant', () => {
    const answer = readCommand(COMMAND, ['dir', '--check']);
    expect(answer).toEqual({ given: { flags: new Set(['check']), words: ['dir'] } });
    expect(readCommand(COMMAND, ['dir'])).toEqual({ given: { flags: new Set(), words: ['dir'] } });
  });

  it.each([[['--help']], [['-h']], [['dir', '--help']], [['--check', '-h']]])('%j is answered with the usage on stdout: 0', (args) => {
    expect(readCommand(COMMAND, args)).toEqual({ status: 0, out: 'stdout', lines: COMMAND.usage });
  });

  it.each([[[], 'missing'], [['one', 'two'], 'two'], [['dir', '--chek'], '--chek'], [['dir', '--check=yes'], '--check'], [['dir', '-x'], '-x']])(
    '%j is refused with a line that says why, and the usage, on stderr: 2', (args, named) => {
      const answer = readCommand(COMMAND, args);
      expect(answer).toMatchObject({ status: 2, out: 'stderr' });
      const [why, ...usage] = 'lines' in answer ? answer.lines : [];
      expect(why).toContain(named);
      expect(usage).toEqual(COMMAND.usage);
    });
});
