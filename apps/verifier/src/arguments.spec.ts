import { describe, expect, it } from '@jest/globals';
import { parseVerifierArguments } from './arguments.js';

const DASHED = `-${'Ab3_-'.repeat(8)}Ab`;

describe('the command line of the verifier', () => {
  it.each([
    ['before the bundle', ['--key', DASHED, 'b.zip']], ['behind it', ['b.zip', '--key', DASHED]], ['with an equals sign', ['b.zip', `--key=${DASHED}`]],
  ])('takes a fingerprint that begins with a dash, %s', (_where, args) => {
    expect(DASHED).toHaveLength(43);
    expect(parseVerifierArguments([...args, '--json'], 'en')).toMatchObject({ ok: true, value: { bundle: 'b.zip', key: DASHED, json: true } });
  });

  it.each([[['b.zip', '--key', '--json']], [['b.zip', '--key']], [['b.zip', '-x']]])('takes no option for a key: %j', (args) => {
    expect(parseVerifierArguments(args, 'en')).toMatchObject({ ok: false });
  });
});
