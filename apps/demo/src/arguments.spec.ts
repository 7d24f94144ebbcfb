import { describe, expect, it } from '@jest/globals';
import { USAGE, parseDemoArguments } from './arguments.js';

const valueOf = (args: readonly string[], lang?: string) => {
  const parsed = parseDemoArguments(args, lang);
  return parsed.ok ? parsed.value : undefined;
};

describe('the arguments of the demonstration', () => {
  it('takes every option of the contract', () => {
    expect(valueOf(['--once', '--json', '--http-port', '0', '--mqtt-port', '18830', '--data', 'd', '--replay', 'r', '--lang', 'zh', '--seed', '7'])).toEqual({
      once: true, json: true, help: false, language: 'zh', httpPort: 0, mqttPort: 18830, dataDirectory: 'd', replay: 'r', seed: 7,
    });
  });

  it.each([['zh_CN.UTF-8', 'zh'], ['C', 'en'], [undefined, 'en'], ['en_US.UTF-8', 'en']])('speaks by LANG %s: %s', (lang, language) => {
    expect(valueOf([], lang)?.language).toBe(language);
  });

  it('prefers --lang to LANG', () => expect(valueOf(['--lang', 'en'], 'zh_CN')?.language).toBe('en'));

  it.each([['--http-port', 'x'], ['--mqtt-port', '70000'], ['--http-port', ''], ['--lang', 'fr'], ['--seed', '1.5'], ['--nonsense'], ['stray']])(
    'refuses %s %s with a line that names it', (...args) => {
      const parsed = parseDemoArguments(args, undefined);
      expect(parsed).toMatchObject({ ok: false });
      expect(parsed.ok ? '' : parsed.reason).toContain(args[0]);
    });

  it('says of --once that the bundle has to be verified', () => expect(USAGE).toMatch(/--once .*核验.*verified/));
});
