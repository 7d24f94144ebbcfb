import type { InfluxAnswer, InfluxConnection } from '../influx-connection.js';
import { FORM, credentialHeaders } from '../influx-dialect.js';
import { refusal } from '../influx-refusal.js';
import type { InfluxSettings } from '../influx-settings.js';
import { influxql, literal, statements } from '../influxql.js';
import type { InfluxQl } from '../influxql.js';
import { newPassword, readerName } from './reader-account.js';
import type { ReaderAccounts, ReaderSecret } from './reader-account.js';
import { readerRefused, readersOpen, readersRights } from './reader-failures.js';

interface Result {
  readonly error?: string;
  readonly series?: readonly { readonly values?: readonly (readonly unknown[])[] }[];
}

const rowsOf = ({ series = [] }: Result): readonly (readonly unknown[])[] => series.flatMap(({ values = [] }) => values);

/** What a server goes on listing after a privilege was taken away. */
const REVOKED = 'NO PRIVILEGES';

/** Users of a 1.x server, each with READ on one database. */
export class ReaderUsers implements ReaderAccounts {
  /** Who is there, and whether as an administrator. */
  private users = new Map<unknown, unknown>();

  constructor(private readonly connection: InfluxConnection, private readonly settings: InfluxSettings) {}

  async begin(databases: readonly string[]): Promise<readonly string[]> {
    const stranger = await this.ask({}, influxql`SHOW DATABASES`);
    if (stranger.status === 200) throw readersOpen();
    const [users, there] = await this.run('', influxql`SHOW USERS`, influxql`SHOW DATABASES`);
    this.users = new Map(rowsOf(users as Result).map(([user, admin]) => [user, admin]));
    const names = new Set(rowsOf(there as Result).map(([name]) => name));
    return databases.filter((database) => names.has(database));
  }

  async keep(database: string, known: ReaderSecret | undefined, save: (secret: ReaderSecret) => Promise<void>): Promise<void> {
    const user = readerName(database);
    // Saved before it is in force: a crash in between leaves a file whose password is set by the next call.
    const password = known?.kind === 'user' && known.user === user ? known.password : newPassword();
    if (known?.kind !== 'user' || password !== known.password) await save({ kind: 'user', user, password });
    if (!this.users.has(user)) await this.run(database, influxql`CREATE USER ${{ identifier: user }} WITH PASSWORD ${password}`);
    else if (!(await this.knows(user, password))) await this.run(database, influxql`SET PASSWORD FOR ${{ identifier: user }} = ${password}`);
    if (this.users.get(user) === true) await this.run(database, influxql`REVOKE ALL PRIVILEGES FROM ${{ identifier: user }}`);
    await this.grant(user, database);
  }

  /** READ on its own database and nothing on any other. */
  private async grant(user: string, database: string): Promise<void> {
    const [shown] = await this.run(database, influxql`SHOW GRANTS FOR ${{ identifier: user }}`);
    const grants = rowsOf(shown as Result).filter(([, privilege]) => privilege !== REVOKED);
    for (const [other] of grants) {
      if (typeof other === 'string' && other !== database) await this.run(database, influxql`REVOKE ALL ON ${{ identifier: other }} FROM ${{ identifier: user }}`);
    }
    const isRead = grants.some(([name, privilege]) => name === database && privilege === 'READ');
    if (!isRead) await this.run(database, influxql`GRANT READ ON ${{ identifier: database }} TO ${{ identifier: user }}`);
  }

  private async knows(username: string, password: string): Promise<boolean> {
    return (await this.ask(credentialHeaders({ ...this.settings, username, password }), influxql`SHOW DATABASES`)).status === 200;
  }

  /** As the platform. A statement that fails throws; none of the answers repeats a password. */
  private async run(database: string, ...queries: readonly InfluxQl[]): Promise<readonly Result[]> {
    const answer = await this.ask(credentialHeaders(this.settings), statements(queries));
    if (answer.status === 401 || answer.status === 403) throw readersRights(answer.text);
    if (answer.status !== 200) throw refusal(answer, database);
    const { results = [] } = (answer.json ?? {}) as { readonly results?: readonly Result[] };
    const failed = results.find(({ error }) => error !== undefined)?.error;
    if (failed !== undefined) throw readerRefused(database, failed);
    return results;
  }

  private ask(headers: Readonly<Record<string, string>>, query: InfluxQl): Promise<InfluxAnswer> {
    return this.connection.ask('/query', { method: 'POST', headers: { ...headers, ...FORM }, body: String(new URLSearchParams({ q: literal(query).q })) });
  }
}
