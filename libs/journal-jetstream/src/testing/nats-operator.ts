import { nkeys } from '@nats-io/transport-node';

type Pair = ReturnType<typeof nkeys.createUser>;

/** JWTs of NATS: an operator signs accounts, an account its users. */
function signed(issuer: Pair, subject: Pair, claims: Readonly<Record<string, unknown>>, name: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ typ: 'JWT', alg: 'ed25519-nkey' })}.${part({ jti: name, iat: 1_700_000_000, iss: issuer.getPublicKey(), name, sub: subject.getPublicKey(), nats: { ...claims, version: 2 } })}`;
  return `${text}.${Buffer.from(issuer.sign(Buffer.from(text))).toString('base64url')}`;
}

const WITHOUT_LIMITS = {
  subs: -1, data: -1, payload: -1, imports: -1, exports: -1, wildcards: true, conn: -1, leaf: -1,
  mem_storage: -1, disk_storage: -1, streams: -1, consumer: -1,
};

/** An operator with an account whose users may have JetStream, for servers that know nobody else. */
export class NatsOperator {
  private readonly operator = nkeys.createOperator();
  private readonly system = nkeys.createAccount();
  private readonly account = nkeys.createAccount();

  /** Lines of a server's configuration. */
  get configuration(): string {
    const [system, account] = [this.accountOf(this.system, 'system', {}), this.accountOf(this.account, 'platform', WITHOUT_LIMITS)];
    return [
      `operator: ${signed(this.operator, this.operator, { type: 'operator' }, 'operator')}`, `system_account: ${this.system.getPublicKey()}`, 'resolver: MEMORY',
      `resolver_preload: { ${this.system.getPublicKey()}: ${system}, ${this.account.getPublicKey()}: ${account} }`,
    ].join('\n');
  }

  /** The `.creds` file of a new user. */
  credentials(): string {
    const user = nkeys.createUser();
    const jwt = signed(this.account, user, { type: 'user', pub: {}, sub: {}, subs: -1, data: -1, payload: -1 }, 'user');
    return credsFile(jwt, Buffer.from(user.getSeed()).toString());
  }

  private accountOf(account: Pair, name: string, limits: object): string {
    return signed(this.operator, account, { type: 'account', limits: { ...WITHOUT_LIMITS, mem_storage: 0, disk_storage: 0, ...limits }, default_permissions: { pub: {}, sub: {} } }, name);
  }
}

const credsFile = (jwt: string, seed: string): string =>
  `-----BEGIN NATS USER JWT-----\n${jwt}\n------END NATS USER JWT------\n\n-----BEGIN USER NKEY SEED-----\n${seed}\n------END USER NKEY SEED------\n`;
