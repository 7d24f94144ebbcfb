import { randomUUID } from 'node:crypto';
import { access, constants, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { secretVerifier, verifiesSecret } from '@yanshou/access';
import type { CredentialTable } from '@yanshou/access';
import { mosquittoFiles } from '@yanshou/broker-mqtt';
import type { PlatformUser } from '@yanshou/broker-mqtt';
import { Failure, MICROS_PER_MILLISECOND, MICROS_PER_MINUTE, systemClock } from '@yanshou/telemetry';

/** Its group reads them: the folder belongs to a group that Mosquitto is in. */
const MODE = 0o640;
/** A file that is not whole yet; named `.new` alone by earlier versions. */
const DRAFT = /^(passwords|access)(\.[0-9a-f-]{36})?\.new$/;

export interface MosquittoSetting {
  readonly directory: string;
  /** As `MQTT_URL` names it. */
  readonly username: string;
  readonly password: string;
}

/**
 * Keeps Mosquitto's password and access files as the registry says. To have them read is the service manager's part. Any
 * number of processes may keep the same files: each writes what it would, unless that stands there already.
 */
export class MosquittoWriter {
  private written = -1;
  private readonly platform: PlatformUser;
  private unknown = '';

  constructor(private readonly setting: MosquittoSetting, private readonly credentials: CredentialTable, private readonly onUnknown: (principals: readonly string[]) => void) {
    this.platform = { username: setting.username, verifier: secretVerifier(setting.password) };
  }

  /** Clears away what a process left that was ended while it wrote. Errors: `mosquitto-directory`. */
  async check(): Promise<void> {
    const { directory } = this.setting;
    try {
      await access(directory, constants.W_OK | constants.X_OK);
      for (const name of await readdir(directory)) if (DRAFT.test(name)) await this.clearAway(join(directory, name));
    } catch (cause) {
      throw unusable(directory, cause as Error);
    }
  }

  /** Writes both files when a credential has changed since and they are not so already; each is whole at any moment. */
  async update(): Promise<void> {
    const { version } = this.credentials;
    if (version === this.written) return;
    const present = { passwords: await this.read('passwords'), access: await this.read('access') };
    const { passwords, access: rules, unknown } = mosquittoFiles(this.credentials.rows(), this.userIn(present.passwords));
    if (present.passwords !== passwords || present.access !== rules) {
      // Rules first: between the two files a gateway must not be let in as a device. Both: who has them read looks at the second.
      await this.replace('access', rules);
      await this.replace('passwords', passwords);
    }
    this.written = version;
    this.reportUnknown(unknown);
  }

  /** Unless it is new: somebody may be about to give it its name. */
  private async clearAway(draft: string): Promise<void> {
    const writtenAt = (await stat(draft)).mtimeMs * MICROS_PER_MILLISECOND;
    if (systemClock.now() - writtenAt > MICROS_PER_MINUTE) await rm(draft, { force: true });
  }

  /** As another process has written it, where that is right: verifiers of one password are never the same twice. */
  private userIn(passwords: string | undefined): PlatformUser {
    const { username, password } = this.setting;
    const line = passwords?.split('\n', 1)[0] ?? '';
    const verifier = line.startsWith(`${username}:`) ? line.slice(username.length + 1) : '';
    return verifiesSecret(verifier, password) ? { username, verifier } : this.platform;
  }

  private reportUnknown(principals: readonly string[]): void {
    const names = principals.join(' ');
    if (names !== this.unknown && principals.length > 0) this.onUnknown(principals);
    this.unknown = names;
  }

  private async read(name: string): Promise<string | undefined> {
    return readFile(join(this.setting.directory, name), 'utf8').catch(() => undefined);
  }

  /** A name of its own: what two wrote under one name would be neither's. */
  private async replace(name: string, text: string): Promise<void> {
    const path = join(this.setting.directory, name);
    const draft = `${path}.${randomUUID()}.new`;
    try {
      await writeFile(draft, text, { mode: MODE, flag: 'wx' });
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }
}

const unusable = (directory: string, cause: Error): Failure => new Failure('mosquitto-directory', `${directory}: ${cause.message}`, false, {
  zh: `无法写入 YANSHOU_MOSQUITTO_DIR=${directory}（${cause.message}）：请建立该目录并允许平台写入`,
  en: `YANSHOU_MOSQUITTO_DIR=${directory} cannot be written (${cause.message}): make the folder and let the platform write there`,
}, { cause });
