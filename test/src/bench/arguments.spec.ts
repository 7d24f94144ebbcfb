import { describe, expect, it } from '@jest/globals';
import { parseBenchArguments } from './arguments.js';

const KNOWN = ['memory', 'api', 'bundle'];

describe('the arguments of npm run bench', () => {
  it('are everything when nothing is named, and else what is named, in the order of the list', () => {
    expect(parseBenchArguments([], KNOWN)).toEqual({ ok: true, value: { help: false, names: KNOWN, seconds: 60 } });
    expect(parseBenchArguments(['bundle', 'memory', '--seconds', '0.5'], KNOWN)).toEqual({ ok: true, value: { help: false, names: ['memory', 'bundle'], seconds: 0.5 } });
    expect(parseBenchArguments(['-h'], KNOWN)).toMatchObject({ ok: true, value: { help: true } });
  });

  it.each([[['--secnds', '5'], '--secnds'], [['--all'], '--all'], [['ingest'], 'ingest'], [['--seconds', '0'], '--seconds 0'], [['--seconds', '1e2'], '--seconds 1e2'], [['--seconds'], '--seconds']])(
    '%j is refused with a line that names it, and the names there are', (args, named) => {
      const parsed = parseBenchArguments(args, KNOWN);
      const [why, ...usage] = (parsed.ok ? '' : parsed.reason).split('\n');
      expect(why).toContain(named);
      expect(usage.join('\n')).toContain('NAME: memory api bundle');
    });
});
