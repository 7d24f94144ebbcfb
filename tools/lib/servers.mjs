// The real servers that tests talk to, from Debian's packages; their system services are kept from starting.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { run, say } from './workspace.mjs';

/** A server is there when one of its binaries is. */
export const servers = [
  { name: 'PostgreSQL', packages: ['postgresql'], present: () => postgresBinaries() !== undefined },
  { name: 'Mosquitto', packages: ['mosquitto'], present: () => existsSync('/usr/sbin/mosquitto') },
  { name: 'InfluxDB', packages: ['influxdb'], present: () => existsSync('/usr/bin/influxd') },
  { name: 'NATS', packages: ['nats-server'], present: () => existsSync(process.env.TEST_NATS_SERVER ?? '/usr/sbin/nats-server') },
  { name: 'Prometheus', packages: ['prometheus', 'prometheus-alertmanager'], present: () => existsSync('/usr/bin/prometheus') && existsSync('/usr/bin/prometheus-alertmanager') },
  { name: 'Caddy', packages: ['caddy'], present: () => existsSync('/usr/bin/caddy') },
  { name: 'Chromium', packages: ['chromium', 'fonts-noto-cjk'], present: () => existsSync('/usr/bin/chromium') },
];

function postgresBinaries() {
  if (!existsSync('/usr/lib/postgresql')) return undefined;
  return readdirSync('/usr/lib/postgresql').find((version) => existsSync(`/usr/lib/postgresql/${version}/bin/initdb`));
}

/** Installs what is missing. Needs root; answers the names of what is still missing. */
export function installServers() {
  const missing = servers.filter((server) => !server.present());
  if (missing.length === 0) return [];
  say(`安装测试服务器 / installing servers for the tests: ${missing.map((s) => s.name).join(', ')}`);
  keepServicesFromStarting();
  const environment = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  if (spawnSync('apt-get', ['--version']).status !== 0) return missing.map((s) => s.name);
  run('apt-get', ['update', '-qq'], environment);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing.flatMap((s) => s.packages)], environment);
  return servers.filter((server) => !server.present()).map((server) => server.name);
}

function keepServicesFromStarting() {
  mkdirSync('/etc/postgresql-common', { recursive: true });
  if (!existsSync('/etc/postgresql-common/createcluster.conf')) {
    writeFileSync('/etc/postgresql-common/createcluster.conf', 'create_main_cluster = false\n');
  }
  if (!existsSync('/usr/sbin/policy-rc.d')) writeFileSync('/usr/sbin/policy-rc.d', '#!/bin/sh\nexit 101\n', { mode: 0o755 });
}

export const howToInstall = (names) =>
  `未运行的部分缺少 / not run for want of: ${names.join(', ')}。\`npm test -- --install-servers\` 以 root 安装 / installs them (as root).`;
