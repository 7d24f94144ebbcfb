import { access, constants, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { secretVerifier } from '@yanshou/access';
import type { CredentialTable } from '@yanshou/access';
import { mosquittoFiles } from '@yanshou/broker-mqtt';
import type { PlatformUser } from '@yanshou/broker-mqtt';
import { Failure } from '@yanshou/telemetry';

/** Its group reads them: the folder belongs to a group that Mosquitto is in. */
const MODE = 0o640;

export interface MosquittoSetting {
  readonly directory: string;
  /** As `MQTT_URL` names it. */
  readonly username: string;
  readonly password: string;
}

/** Keeps Mosquitto's password and access files as the registry says. To have them read is the service manager's part. */
export class MosquittoWriter {
  private written = -1;
  private readonly platform: PlatformUser;
  private unknown = '';

  constructor(private readonly setting: MosquittoSetting, private readonly credentials: CredentialTable, private readonly onUnknown: (principals: readonly string[]) => void) {
    this.platform = { username: setting.username, verifier: secretVerifier(setting.password) };
  }

  /** Errors: `mosquitto-directory`. */
  async check(): Promise<void> {
    const { directory } = this.setting;
    await access(directory, constants.W_OK | constants.X_OK).catch((cause: Error) => {
      throw new Failure('mosquitto-directory', `${directory}: ${cause.message}`, false, {
        zh: `无法写入 YANSHOU_MOSQUITTO_DIR=${directory}（${cause.message}）：请建立该目录并允许平台写入`,
        en: `YANSHOU_MOSQUITTO_DIR=${directory} cannot be written (${cause.message}): make the folder and let the platform write there`,
      }, { cause });
    });
  }

  /** Writes both files when a credential has changed since; each is whole at any moment. */
  async update(): Promise<void> {
    const { version } = this.credentials;
    if (version === this.written) return;
    const { passwords, access: rules, unknown } = mosquittoFiles(this.credentials.rows(), this.platform);
    // Rules first: between the two files a gateway must not be let in as a device.
    await this.replace('access', rules);
    await this.replace('passwords', passwords);
    this.written = version;
    this.reportUnknown(unknown);
  }

  private reportUnknown(principals: readonly string[]): void {
    const names = principals.join(' ');
    if (names !== this.unknown && principals.length > 0) this.onUnknown(principals);
    this.unknown = names;
  }

  private async replace(name: string, text: string): Promise<void> {
    const path = join(this.setting.directory, name);
    await writeFile(`${path}.new`, text, { mode: MODE });
    await rename(`${path}.new`, path);
  }
}
