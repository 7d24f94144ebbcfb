import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReaderSecret } from '@yanshou/store-influx';
import { Failure } from '@yanshou/telemetry';
import { z } from 'zod';
import type { Audience } from './audiences.js';
import { alertsText, dashboardsText, dataSourcesText } from './provisioning-text.js';
import { readIfThere, writeWhole } from './whole-file.js';

/** Grafana is another user: the folder belongs to a group that it is in. */
const FILE_MODE = 0o640;
const FOLDER_MODE = 0o750;

const organisations = z.record(z.string(), z.number().int().min(1));

/** Provisioning files of Grafana, for those organisations that an operator has made and named. */
export class GrafanaFiles {
  private readonly root: string;
  private readonly named: string;

  constructor(directory: string, private readonly url: string) {
    this.root = join(directory, 'grafana');
    this.named = join(directory, 'organisations.json');
  }

  /**
   * Brings the files to what is there: one an organisation, none of an organisation that has no number, because Grafana
   * does not start with one that it does not have. Errors: `influx-readers-organisations`.
   */
  async write(audiences: readonly Audience[], secretOf: (database: string) => ReaderSecret | undefined): Promise<void> {
    const numbers = await this.numbers();
    const present = audiences.flatMap((audience) => {
      const organisation = numbers.get(audience.name);
      return organisation === undefined ? [] : [{ audience, organisation }];
    });
    await this.bring('datasources', new Map(present.map(({ audience, organisation }) => [audience.name, dataSourcesText(audience, { url: this.url, organisation, secretOf })])));
    await this.bring('dashboards', new Map(present.map(({ audience, organisation }) => [audience.name, dashboardsText(audience, organisation)])));
    await this.bring('alerting', new Map(present.flatMap(({ audience, organisation }) => {
      const text = alertsText(audience, { organisation, secretOf });
      return text === undefined ? [] : [[audience.name, text]];
    })));
  }

  private async numbers(): Promise<ReadonlyMap<string, number>> {
    const text = await readIfThere(this.named);
    if (text === undefined) return new Map();
    try {
      return new Map(Object.entries(organisations.parse(JSON.parse(text))));
    } catch (cause) {
      throw misnamed(this.named, cause);
    }
  }

  private async bring(kind: string, wanted: ReadonlyMap<string, string>): Promise<void> {
    const folder = join(this.root, kind);
    await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
    for (const [name, text] of wanted) {
      const path = join(folder, `${name}.yaml`);
      if ((await readIfThere(path)) !== text) await writeWhole(path, text, FILE_MODE);
    }
    for (const name of await readdir(folder)) if (!wanted.has(name.replace(/\.yaml$/, ''))) await rm(join(folder, name), { force: true });
  }
}

function misnamed(path: string, cause: unknown): Failure {
  const why = cause instanceof SyntaxError ? 'no JSON' : 'not names with the numbers of organisations';
  return new Failure('influx-readers-organisations', `${path}: ${why}`, true, {
    zh: `${path} 不可用（${cause instanceof SyntaxError ? '不是 JSON' : '须为名称与组织编号'}）：应形如 {"platform": 1, "programme-P1": 2, "project-workshop": 3}。只读账号不受影响，预置文件保持原样。`,
    en: `${path} cannot be used (${why}): write it as {"platform": 1, "programme-P1": 2, "project-workshop": 3}. The accounts are not affected, provisioning stays as it was.`,
  });
}
