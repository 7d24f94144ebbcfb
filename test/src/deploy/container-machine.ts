import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { COMPOSE, ROOT, SERVICES, interpolated } from './compose-file.js';

const STAND_INS = join(ROOT, 'test/src/deploy/stand-in');

export interface ToolEnded {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A machine with containers, as far as the tools for them see it: what a stand-in for `docker` keeps in a folder. */
export class ContainerMachine {
  constructor(readonly folder: string, private readonly postgres: Readonly<Record<string, string>>) {
    mkdirSync(join(folder, 'bin'), { recursive: true });
    writeFileSync(join(folder, 'bin/docker'), `#!/bin/sh\nexec ${process.execPath} ${join(STAND_INS, 'docker.mjs')} "$@"\n`, { mode: 0o755 });
    this.start('single');
    this.put('image', '');
  }

  /** Runs what an operator started. */
  start(layout: 'single' | 'scale'): void {
    const services = SERVICES.filter(([name, { profiles = [layout] }]) => profiles.includes(layout) && !(layout === 'scale' && name === 'platform'));
    this.put('running', services.map(([name]) => name).join('\n'));
  }

  makeSecrets(): void {
    execFileSync(process.execPath, [join(ROOT, 'tools/compose-secrets.mjs'), join(this.folder, 'secrets')], { stdio: 'ignore' });
  }

  put(path: string, text: string, mode = 0o644): void {
    const file = join(this.folder, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
    chmodSync(file, mode);
  }

  read(path: string): string | undefined {
    const file = join(this.folder, path);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }

  /** Puts into a volume. */
  fill(volume: string, path: string, text: string, mode = 0o600): void {
    this.put(`volumes/yanshou_${volume}/${path}`, text, mode);
  }

  /** A tool as an operator runs it, with this umask. */
  run(tool: string, args: readonly string[], { umask = '022', ...env }: Readonly<Record<string, string>> = {}): ToolEnded {
    const services = Object.fromEntries(SERVICES.map(([name, service]) => [name, { ...service, environment: environmentOf(service.environment) }]));
    const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', `umask ${umask}; exec "$0" "$@"`, process.execPath, join(ROOT, 'tools', tool), ...args], {
      cwd: this.folder, encoding: 'utf8',
      env: { ...this.postgres, PATH: [join(this.folder, 'bin'), STAND_INS, this.postgres['BINARIES'], process.env['PATH']].join(delimiter), MACHINE: this.folder, REPOSITORY: ROOT, SERVICES: JSON.stringify(services), ...env },
    });
    return { status, stdout, stderr };
  }

  /** What docker was asked, in order, since this was asked last. */
  calls(): readonly (readonly string[])[] {
    const text = this.read('calls') ?? '';
    writeFileSync(join(this.folder, 'calls'), '');
    return text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as string[]);
  }
}

const environmentOf = (environment: Readonly<Record<string, string>> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, interpolated(value)]));

/** Volumes of what is started with a profile. */
export const volumesOf = (profile: string | undefined): string[] =>
  [...new Set(SERVICES.filter(([, { profiles }]) => profiles === undefined || profiles[0] === profile).flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0] ?? '')))].filter((name) => name in COMPOSE.volumes);
