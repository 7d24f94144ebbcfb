import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigurationError } from './configuration-error.js';
import { readTlsFiles } from './tls-files.js';

describe('files of TLS', () => {
  let directory: string;
  const path = (name: string): string => join(directory, name);
  const read = (files: { readonly cert?: string; readonly key?: string; readonly ca?: string }) => readTlsFiles({
    port: 8883, certificateFile: path(files.cert ?? 'one.pem'), keyFile: path(files.key ?? 'one.key'), ...(files.ca === undefined ? {} : { clientCaFile: path(files.ca) }),
  });

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'yanshou-tls-'));
    for (const name of ['one', 'other']) {
      const words = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-keyout', `${name}.key`, '-out', `${name}.pem`, '-subj', `/CN=${name}`];
      execFileSync('openssl', words, { cwd: directory, stdio: 'ignore' });
    }
    writeFileSync(path('prose'), 'no PEM at all');
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  it('are read as they are', () => {
    expect(String(read({}).cert)).toContain('BEGIN CERTIFICATE');
    expect(String(read({ ca: 'other.pem' }).clientCa)).toContain('BEGIN CERTIFICATE');
  });

  it.each([
    [{ cert: 'nowhere.pem' }, 'YANSHOU_TLS_CERT', 'nowhere.pem'],
    [{ key: 'nowhere.key' }, 'YANSHOU_TLS_KEY', 'nowhere.key'],
    [{ ca: 'nowhere-ca.pem' }, 'YANSHOU_TLS_CLIENT_CA', 'nowhere-ca.pem'],
    [{ cert: 'prose' }, 'YANSHOU_TLS_CERT', 'prose'],
    [{ key: 'prose' }, 'YANSHOU_TLS_KEY', 'prose'],
    [{ ca: 'prose' }, 'YANSHOU_TLS_CLIENT_CA', 'prose'],
    [{ key: 'other.key' }, 'YANSHOU_TLS_KEY', 'other.key'],
  ])('%j cannot be used: %s is named with its file', (files, setting, file) => {
    expect(() => read(files)).toThrow(ConfigurationError);
    expect(() => read(files)).toThrow(`${setting}="${path(file)}"`);
  });
});
