import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ComposeService } from '../../deploy/compose-file.js';
import { ROOT } from '../../deploy/compose-file.js';

const SECRETS = '/run/secrets';

/** Where what a service mounts comes from, outside the containers. */
export interface MountSources {
  /** Folder of a named volume. */
  readonly volume: (name: string) => string;
  /** File of a secret. */
  readonly secret: (name: string) => string;
  /** What a mounted file says here: addresses of this machine. */
  readonly placed: (text: string) => string;
}

/** The folder that stands for the root of a container: what its service mounts is below it, under the same path. */
export class ContainerRoot {
  private readonly targets: string[] = [];

  constructor(private readonly directory: string, private readonly name: string, service: ComposeService, private readonly sources: MountSources) {
    mkdirSync(directory, { recursive: true });
    for (const place of service.tmpfs as readonly string[] | undefined ?? []) this.folder(place.split(':')[0] as string);
    for (const volume of service.volumes ?? []) this.mount(volume);
    for (const secret of service.secrets ?? []) {
      const { source, target } = typeof secret === 'string' ? { source: secret, target: secret } : secret;
      this.copy(sources.secret(source), join(directory, target.startsWith('/') ? target : `${SECRETS}/${target}`));
    }
    // The paths in a mounted file are of the container too, and all of its mounts are known by now.
    for (const volume of service.volumes ?? []) if (volume.startsWith('.')) this.bind(volume);
  }

  /** The path of this machine. Throws for one that the service mounts nothing at: in a container it would not last, or not be there. */
  path(inside: string): string {
    const found = join(this.directory, inside);
    if (!existsSync(found)) throw new Error(`service ${this.name} has nothing mounted at ${inside}`);
    return found;
  }

  /** A text with the paths of what is mounted replaced. */
  withPaths(text: string): string {
    const known = [...this.targets].sort((one, other) => other.length - one.length);
    return known.length === 0 ? text : text.replaceAll(new RegExp(`(?<![\\w/.])(?:${known.join('|')})(?=[/\\s"]|$)`, 'gm'), (path) => join(this.directory, path));
  }

  private mount(volume: string): void {
    const [source = '', target = ''] = volume.split(':');
    this.targets.push(target);
    if (!source.startsWith('.')) this.link(target, this.sources.volume(source));
  }

  private bind(volume: string): void {
    const [source = '', target = ''] = volume.split(':');
    const [from, to] = [join(ROOT, source), join(this.directory, target)];
    for (const name of statSync(from).isDirectory() ? readdirSync(from) : ['']) this.copy(join(from, name), join(to, name));
  }

  private copy(from: string, to: string): void {
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, this.sources.placed(this.withPaths(readFileSync(from, 'utf8'))));
  }

  private folder(target: string): void {
    this.targets.push(target);
    mkdirSync(join(this.directory, target), { recursive: true });
  }

  private link(target: string, source: string): void {
    const at = join(this.directory, target);
    mkdirSync(dirname(at), { recursive: true });
    symlinkSync(source, at);
  }
}
