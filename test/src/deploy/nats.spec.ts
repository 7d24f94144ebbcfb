import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { natsInstalled } from '@yanshou/journal-jetstream/testing';
import { scratchDirectory } from '../platform-under-test/test-platform.js';
import { COMPOSE, ROOT, repositoryText } from './compose-file.js';

/** Servers before 2.10, Debian's among them, do not know it and refuse to start. */
const SINCE_2_10 = /^ *sync_interval: always\n/m;

const BINARY = '/usr/sbin/nats-server';

if (!natsInstalled('the configuration of its container')) {
  it('is not run without NATS', () => expect(existsSync(BINARY)).toBe(false));
} else {
  describe('the NATS servers, as their containers are configured', () => {
    let directory: string;
    beforeAll(() => {
      directory = scratchDirectory();
      execFileSync(process.execPath, [join(ROOT, 'tools/compose-secrets.mjs'), join(directory, 'made')], { stdio: 'ignore' });
      mkdirSync(join(directory, 'nats'));
      writeFileSync(join(directory, 'nats/secrets.conf'), readFileSync(join(directory, 'made/nats-secrets.conf')));
    });
    afterAll(() => rmSync(directory, { recursive: true }));

    const check = (text: string): string => {
      const file = join(directory, 'nats/nats.conf');
      writeFileSync(file, text);
      return execFileSync(BINARY, ['-c', file, '-t'], { env: { NATS_SERVER_NAME: 'nats-1' }, stdio: 'pipe' }).toString();
    };

    it('read their configuration with the secrets that were made', () => {
      const text = repositoryText('deploy/nats/nats.conf');
      expect(text).toMatch(SINCE_2_10);
      expect(() => check(text.replace(SINCE_2_10, ''))).not.toThrow();
      expect(() => check(`${text.replace(SINCE_2_10, '')}\nnonsense {{`)).toThrow();
    });

    it('keep the journal where their volume is, and know each other by the names of their services', () => {
      const servers = Object.entries(COMPOSE.services).filter(([, { image }]) => image?.startsWith('nats:'));
      const storage = /store_dir: (\S+)/.exec(repositoryText('deploy/nats/nats.conf'))?.[1];
      for (const [name, { environment, volumes }] of servers) {
        expect(environment).toEqual({ NATS_SERVER_NAME: name });
        expect(volumes).toContain(`${name}:${storage ?? ''}`);
        expect(readFileSync(join(directory, 'nats/secrets.conf'), 'utf8')).toContain(`@${name}:6222`);
      }
      expect(servers).toHaveLength(3);
    });
  });
}
