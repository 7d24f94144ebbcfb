import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];

/** A certificate authority in a temporary folder. */
export class TestAuthority {
  readonly directory = mkdtempSync(join(tmpdir(), 'yanshou-ca-'));

  constructor() {
    this.openssl('req', '-x509', ...EC, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=authority');
  }

  /** Path of a file that it has made: `ca.pem`, or `NAME.pem` and `NAME.key` of what was issued. */
  path(file: string): string {
    return join(this.directory, file);
  }

  text(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  /** A certificate of that common name, for 127.0.0.1 as well. */
  issue(name: string): void {
    writeFileSync(this.path('names'), 'subjectAltName=IP:127.0.0.1,DNS:localhost');
    this.openssl('req', ...EC.slice(0, -2), '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    this.openssl('x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'names', '-out', `${name}.pem`);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  private openssl(...words: readonly string[]): void {
    execFileSync('openssl', words, { cwd: this.directory, stdio: 'ignore' });
  }
}
