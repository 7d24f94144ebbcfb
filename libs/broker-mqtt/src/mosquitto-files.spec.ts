import { describe, expect, it } from '@jest/globals';
import type { CredentialRow } from '@yanshou/access';
import { mosquittoFiles } from './mosquitto-files.js';

const row = (principal: string, over: Partial<CredentialRow> = {}): CredentialRow =>
  ({ project: 'p1', principal, kind: 'device', secretHash: principal, revoked: false, verifier: `$7$${principal}`, issuedAt: 1, ...over });
const platform = { username: 'platform', verifier: '$7$platform' };

describe('the files for Mosquitto', () => {
  it('name every principal with a secret, and the platform', () => {
    const { passwords, access, unknown } = mosquittoFiles([row('d2'), row('g1', { kind: 'gateway' }), row('d1')], platform);
    expect(passwords).toBe('platform:$7$platform\np1/d1:$7$d1\np1/d2:$7$d2\np1/g1:$7$g1\n');
    expect(access.split('\n').slice(2)).toEqual([
      'user platform', 'topic read yanshou/v1/+/+/telemetry', 'topic read yanshou/v1/+/+/state', 'topic read yanshou/v1/+/+/lines/ns', 'topic read yanshou/v1/+/+/lines/us',
      'topic read yanshou/v1/+/+/lines/ms', 'topic read yanshou/v1/+/+/lines/s', 'topic read yanshou/v1/+/+/gateway/telemetry', '',
      'pattern write yanshou/v1/%u/telemetry', 'pattern write yanshou/v1/%u/state', 'pattern write yanshou/v1/%u/lines/ns', 'pattern write yanshou/v1/%u/lines/us', 'pattern write yanshou/v1/%u/lines/ms', 'pattern write yanshou/v1/%u/lines/s',
      'pattern read yanshou/v1/%u/receipt', 'pattern read yanshou/v1/%u/command/#', '',
      'user p1/g1', 'topic deny yanshou/v1/p1/g1/telemetry', 'topic write yanshou/v1/p1/g1/gateway/telemetry', '',
    ]);
    expect(unknown).toEqual([]);
  });

  it('are the same whatever order the credentials come in', () => {
    const rows = [row('d2'), row('d1', { secretHash: 'a', verifier: '$7$a' }), row('g1', { kind: 'gateway' }), row('d1', { secretHash: 'b', verifier: '$7$b' })];
    expect(mosquittoFiles([...rows].reverse(), platform)).toEqual(mosquittoFiles(rows, platform));
  });

  it('take the latest of several secrets, and name who has none that Mosquitto could check', () => {
    const older = [row('d1', { verifier: '$7$old', issuedAt: 1 }), row('d1', { verifier: '$7$new', issuedAt: 3 }), row('d1', { verifier: '$7$middle', issuedAt: 2 })];
    const { verifier: _, ...before } = row('d9');
    const { passwords, access, unknown } = mosquittoFiles([...older, before], platform);
    expect(passwords).toBe('platform:$7$platform\np1/d1:$7$new\n');
    expect(access).not.toContain('d9');
    expect(unknown).toEqual(['p1/d9']);
  });
});
