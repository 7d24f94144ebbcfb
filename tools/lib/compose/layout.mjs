// What runs in the containers: the platform in one process, or its roles apart.
import { ToolError, ask } from './docker.mjs';

/** The journal's streams, by their number. */
const STREAMS = Array.from({ length: 16 }, (_, number) => String(number).padStart(2, '0'));

/** Within a container that runs. */
const inside = (service, ...lines) => ['exec', '-T', service, 'sh', '-ec', lines.join('; ')];
/** In one of its own, on the same volumes: also while the service is stopped, or does not come up. */
const beside = (service, ...lines) => ['run', '--rm', '--no-deps', '-T', '--entrypoint', 'sh', service, '-ec', lines.join('; ')];

/** A folder for what a server's own tool writes or reads; it goes with the command. */
const scratch = (place) => [`folder=$(mktemp -d ${place}/copy-XXXXXX)`, `trap 'rm -rf "$folder"' EXIT`, `trap 'exit 1' INT TERM`];
const INFLUX = ['INFLUX_TOKEN=$(cat /run/secrets/influx-token)', 'export INFLUX_TOKEN'];
/** The tool takes user and password from each address by itself; earlier secrets have them on the first alone. */
const ON_EACH = String.raw`sed -E -e ':next' -e 's#^([a-z]+://[^@,]*@)(.*),([a-z]+://)?([^@,]*)(,|$)#\1\2,\1\4\5#' -e 't next'`;
const NATS = [`NATS_URL=$(${ON_EACH} /run/secrets/nats-url)`, 'export NATS_URL'];
/** Healthy servers may still be choosing who leads. */
const NATS_LED = ['tries=0', 'until nats account info > /dev/null 2>&1; do tries=$((tries + 1)); [ $tries -lt 60 ]; sleep 1; done'];
const pack = (folder) => `tar -C ${folder} -cf - .`;
const unpack = (folder) => `tar -C ${folder} -xpf -`;

const REGISTRY = {
  file: 'registry.dump', zh: '登记库（PostgreSQL）', en: 'the registry (PostgreSQL)',
  copy: inside('postgres', 'pg_dump --format=custom --username=yanshou yanshou'),
  // Reads the whole of it: a dump that was cut off fails here.
  check: inside('postgres', 'pg_restore --file=/dev/null'),
  bring: inside('postgres', 'pg_restore --username=yanshou --dbname=yanshou --no-owner --exit-on-error --single-transaction'),
};
const READINGS = {
  file: 'influxdb.tar', zh: '读数（InfluxDB）', en: 'readings (InfluxDB)',
  copy: inside('influxdb', ...scratch('/tmp'), ...INFLUX, 'influx backup --host http://127.0.0.1:8086 "$folder/all" >&2', pack('"$folder/all"')),
  bring: inside('influxdb', ...scratch('/tmp'), ...INFLUX, unpack('"$folder"'), 'influx restore --host http://127.0.0.1:8086 --full "$folder" >&2'),
};
const files = (service) => ({
  file: 'platform.tar', zh: '平台的数据（日志、凭证、密钥）', en: "the platform's data (journal, evidence, keys)",
  copy: beside(service, ...scratch('/backups'), 'node apps/platform/dist/backup-tool.js "$folder" >&2', pack('"$folder"')),
  bring: beside(service, ...scratch('/backups'), unpack('"$folder"'), 'node apps/platform/dist/restore-tool.js "$folder" >&2'),
});
const readers = (service) => ({
  file: 'influx-readers.tar', zh: 'Grafana 的只读账号与 organisations.json', en: "Grafana's read-only accounts and organisations.json",
  copy: beside(service, pack('/readers')), bring: beside(service, unpack('/readers')),
});
const GRAFANA = {
  file: 'grafana.tar', zh: 'Grafana（组织、用户、自建看板）', en: 'Grafana (organisations, users, dashboards of your own)',
  // Its database is a file that it writes at any time: it stands still while that is copied.
  still: 'grafana', copy: beside('grafana', pack('/var/lib/grafana')), bring: beside('grafana', unpack('/var/lib/grafana')),
};
const stream = (number) => ({
  file: `journal-${number}.tar`, zh: `日志的流 ${number}（NATS）`, en: `stream ${number} of the journal (NATS)`,
  copy: beside('nats-box', ...scratch('/backups'), ...NATS, `nats stream backup --no-progress yanshou-journal-${number} "$folder/stream" >&2`, pack('"$folder/stream"')),
  bring: beside('nats-box', ...scratch('/backups'), ...NATS, ...NATS_LED, unpack('"$folder"'), 'nats stream restore --no-progress "$folder" >&2'),
});

const SCALE_SETTINGS = ['COMPOSE_PROFILES=scale', 'PLATFORM_CONTAINERS=0'];

/**
 * Both in order: what is behind the journal catches up from it and what is ahead of it is refused, so the journal comes last
 * of what has to agree with it. `profile` goes before every command; `settings` are lines of .env with which a plain
 * `docker compose up` starts it; `foreign` are services of the other one, whose data a backup of this one would not be.
 */
export const LAYOUTS = {
  single: { profile: [], servers: ['postgres', 'influxdb'], parts: [REGISTRY, READINGS, files('platform'), readers('platform'), GRAFANA], settings: [], foreign: ['ingest-1', 'ingest-2', 'projector-1', 'projector-2', 'jobs', 'api', 'mosquitto', 'nats-1', 'nats-2', 'nats-3'] },
  scale: {
    profile: ['--profile', 'scale'], servers: ['postgres', 'influxdb', 'nats-1', 'nats-2', 'nats-3'],
    parts: [REGISTRY, READINGS, files('api'), readers('jobs'), GRAFANA, ...STREAMS.map(stream)], settings: SCALE_SETTINGS, foreign: ['platform'],
  },
};

/** `docker compose` for a layout. */
export const compose = (layout, words) => ['docker', 'compose', ...LAYOUTS[layout].profile, ...words];

/** What Compose makes of its files and of .env, or of the file in its place. */
export const configuration = (profile, settings) => JSON.parse(ask(['docker', 'compose', ...(settings === undefined ? [] : ['--env-file', settings]), ...profile, 'config', '--format', 'json']));

/** Which of the layouts that is. */
export const layoutOf = ({ services }) => ('nats-1' in services ? 'scale' : 'single');

/** Throws ToolError when what runs is of the other layout: its data would not be in the backup, or is written by two. */
export function requireLayout(layout) {
  const running = new Set(ask(['docker', 'compose', '--profile', 'scale', 'ps', '--services']).split('\n'));
  const foreign = LAYOUTS[layout].foreign.filter((service) => running.has(service));
  if (foreign.length === 0) return;
  const lines = SCALE_SETTINGS.join('、');
  throw new ToolError(
    `.env 选择的是${layout === 'single' ? '单机' : '配置 scale'}，而 ${foreign.join('、')} 正在运行，未备份任何内容：使用配置 scale 时在 .env 中写 ${lines}，不用时删去这两行；执行 docker compose up -d，停止多余的容器，再备份`,
    `.env chooses ${layout === 'single' ? 'one box' : 'the profile scale'}, but these run, and nothing was backed up: for the profile scale put both lines into .env, for one box take them out, run that command, stop what is left over, and back up again`,
  );
}
