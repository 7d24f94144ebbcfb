import type { CredentialRow } from '@yanshou/access';
import { hashSecret, newSecret, secretVerifier } from '@yanshou/access';
import { CREDENTIAL, DEVICE, GATEWAY } from './entity-kinds.js';
import { inputFault } from './input-fault.js';
import type { Outcome } from './input-fault.js';
import type { Author, StoredCredential } from './records.js';
import type { StateReader } from './state-reader.js';
import type { StateWriter } from './state-writer.js';
import { Refusal } from './state-writer.js';

type Issued = { readonly secret: string; readonly secretHash: string };

/** Secrets of devices and gateways, kept only as keyed hashes. */
export class CredentialRepository {
  constructor(
    private readonly reader: StateReader,
    private readonly writer: StateWriter,
    private readonly pepper: string,
  ) {}

  issue = (project: string, principal: string, kind: 'device' | 'gateway', author?: Author): Promise<Outcome<Issued>> =>
    this.writer.change(undefined, author, async (session) => {
      const known = kind === 'device' ? await session.find(DEVICE, `${project}/${principal}`) : await session.find(GATEWAY, `${project}/${principal}`);
      if (known === undefined) throw new Refusal(UNKNOWN_PRINCIPAL);
      const secret = newSecret();
      const secretHash = hashSecret(this.pepper, secret);
      await session.save(CREDENTIAL, [{ project, principal, kind, secretHash, revoked: false, verifier: secretVerifier(secret), issuedAt: this.writer.clock.now() }]);
      return { secret, secretHash };
    });

  all = (): Promise<CredentialRow[]> => this.reader.all(CREDENTIAL);

  revoke = async (project: string, principal: string, secretHash?: string, author?: Author): Promise<number> => {
    const outcome = await this.writer.change(undefined, author, async (session) => {
      const rows = await session.trx.selectFrom('credentials').select('state').where('project', '=', project).execute();
      const valid = rows.map(({ state }) => state as StoredCredential)
        .filter((row) => row.principal === principal && !row.revoked && (secretHash === undefined || row.secretHash === secretHash));
      await session.save(CREDENTIAL, valid.map((row) => ({ ...row, revoked: true })));
      return valid.length;
    });
    return outcome.ok ? outcome.value : 0;
  };
}

const UNKNOWN_PRINCIPAL = inputFault('unknown', 'principal', '清单中没有该设备或网关', 'no such device or gateway in the inventory');
