import { createHash } from 'node:crypto';
import { grafanaAlerts } from '@yanshou/catalogue';
import type { ReaderSecret } from '@yanshou/store-influx';
import type { Audience, AudienceSource } from './audiences.js';

const MADE = '# 由平台生成，请勿修改；组织编号见 organisations.json / written by the platform; the numbers are in organisations.json\n';
const HEAD = `${MADE}apiVersion: 1\n`;
const LANGUAGES = [{ folder: '验收 Yanshou', language: 'zh' }, { folder: 'Yanshou (English)', language: 'en' }] as const;
const LONGEST_UID = 40;

/**
 * Grafana's uids are letters, digits, `-` and `_`, at most 40; an id that is none gets one of its digest. The name of a
 * source stays as it is: variables offer sources by their names, and links find them by these.
 */
const uidOf = (name: string): string =>
  /^[A-Za-z0-9_-]+$/.test(name) && name.length <= LONGEST_UID ? name : `yanshou-${createHash('sha256').update(name).digest('hex').slice(0, 24)}`;

/** JSON is YAML; Grafana takes `$NAME` for the environment's and `$$` for a dollar. */
const literal = (value: unknown): string => JSON.stringify(value).replaceAll('$', '$$$$');

/** Data sources of an organisation: those whose account is there. */
export function dataSourcesText(audience: Audience, { url, organisation, secretOf }: { readonly url: string; readonly organisation: number; readonly secretOf: (database: string) => ReaderSecret | undefined }): string {
  const sources = audience.sources.flatMap((source) => {
    const secret = secretOf(source.database);
    return secret === undefined ? [] : [`  - ${literal({ name: source.name, uid: uidOf(source.name), orgId: organisation, type: 'influxdb', access: 'proxy', url, editable: false, ...provenBy(source, secret) })}\n`];
  });
  return `${HEAD}prune: true\ndatasources:${sources.length === 0 ? ' []' : ''}\n${sources.join('')}`;
}

function provenBy({ database: dbName, interval: timeInterval }: AudienceSource, secret: ReaderSecret): object {
  const jsonData = { dbName, httpMode: 'POST', timeInterval };
  if (secret.kind === 'user') return { user: secret.user, jsonData, secureJsonData: { password: secret.password } };
  return { jsonData: { ...jsonData, httpHeaderName1: 'Authorization' }, secureJsonData: { httpHeaderValue1: `Token ${secret.token}` } };
}

/** Alert rules of an organisation, on the figures that its first source reads; undefined where it has none, or the account is not there. */
export function alertsText({ alerts, sources: [figures] }: Audience, { organisation, secretOf }: { readonly organisation: number; readonly secretOf: (database: string) => ReaderSecret | undefined }): string | undefined {
  if (alerts === undefined || figures === undefined || secretOf(figures.database) === undefined) return undefined;
  return `${MADE}${JSON.stringify(grafanaAlerts(alerts, { organisation, source: uidOf(figures.name) }), undefined, 2)}\n`;
}

/** Dashboards of an organisation, from where Grafana's `DASHBOARDS_FOLDER` has them mounted. */
export function dashboardsText({ name, folders }: Audience, organisation: number): string {
  const providers = folders.flatMap((kind) => LANGUAGES.map(({ folder, language }) => {
    const given = literal({ name: `${name}-${kind}-${language}`, orgId: organisation, folder, type: 'file', disableDeletion: false, allowUiUpdates: false });
    return `  - ${given.slice(0, -1)},"options":{"path":"\${DASHBOARDS_FOLDER}/${language}/${kind}"}}\n`;
  }));
  return `${HEAD}providers:\n${providers.join('')}`;
}
