import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { CollectionTag } from 'yaml';

export const ROOT = resolve(import.meta.dirname, '../../..');

export interface ComposeService {
  readonly image?: string;
  readonly build?: string;
  readonly pull_policy?: string;
  readonly scale?: string;
  readonly user?: string;
  readonly profiles?: readonly string[];
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly (string | { readonly source: string; readonly target: string })[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly [key: string]: unknown;
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

export const repositoryText = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

export const COMPOSE_TEXT = repositoryText('docker-compose.yml');

/** As compose reads it: anchors and merge keys resolved, variables not. */
export const COMPOSE = parse(COMPOSE_TEXT, { merge: true }) as ComposeFile;

/** Instead of what the file below has, not beside it. */
const OVERRIDE: CollectionTag = { tag: '!override', collection: 'seq', default: false, resolve: (list) => list };
const overlay = (path: string) => parse(repositoryText(path), { merge: true, customTags: [OVERRIDE] }) as Pick<ComposeFile, 'services'> & Partial<ComposeFile>;

/** What is put on top of it for the platform's container. */
export const OVERLAYS = Object.fromEntries(['deploy/mqtts.yml', 'deploy/external-broker.yml'].map((path) => [path, overlay(path)]));

/** What is put on top of it for the ingest workers of the profile. */
export const SCALE_BROKER = overlay('deploy/external-broker-scale.yml');

/** What is put on top of it where NATS asks for more than a password. */
export const NATS_IDENTITY = overlay('deploy/nats/identity.yml');

/** What is put on top of it for further audiences of Grafana. */
export const AUDIENCES = parse(repositoryText('deploy/grafana/audiences.yml'), { merge: true }) as Pick<ComposeFile, 'services' | 'secrets'>;

export const SERVICES = Object.entries(COMPOSE.services);
/** Those that run the platform. */
export const PLATFORM_SERVICES = SERVICES.filter(([, service]) => service.image === COMPOSE.services['platform']?.image);
/** Those that run until their work is done: nobody waits for them. */
export const TOOL_SERVICES = SERVICES.filter(([, { profiles }]) => profiles?.[0] === 'tools').map(([name]) => name);
/** Variables that are no settings of the platform: what the compose file itself is told, each with its default. */
export const COMPOSE_VARIABLES: Readonly<Record<string, string>> = { GRAFANA_HOST: '127.0.0.1', GRAFANA_PORT: '3001', GRAFANA_URL: 'http://localhost:3001/', PLATFORM_CONTAINERS: '1' };

/** Values of variables (`:-`: of those that nobody set, the default; `:+`: the other text, of those that are set). */
export const interpolated = (text: string, given: Readonly<Record<string, string>> = {}): string =>
  text.replaceAll(/(?<!\$)\$\{(\w+):([-+])([^}]*)\}/g, (_all, name: string, sign: string, other: string) => ((given[name] ?? '') === '') === (sign === '-') ? other : given[name] ?? '')
    .replaceAll('$$', '$');

export const secretNames = ({ secrets = [] }: ComposeService): string[] => secrets.map((secret) => (typeof secret === 'string' ? secret : secret.source));

/** Settings and their defaults, from the file that the configuration's schema generates. */
export const SETTINGS: ReadonlyMap<string, string> = new Map([...repositoryText('.env.example').matchAll(/^#([A-Z0-9_]+)=(.*)$/gm)].map((match) => [match[1] as string, match[2] as string]));
