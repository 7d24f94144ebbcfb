import { Failure, MICROS_PER_SECOND } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';

export const serverUnavailable = (why: string, cause?: unknown): Failure =>
  new Failure('store-unavailable', `InfluxDB does not answer as it should: ${why}`, true, {
    zh: `InfluxDB 暂时不可用（${why}）。已确认的消息在日志中，平台会一直重试并补写；请检查服务器、网络与磁盘。`,
    en: `InfluxDB is not available (${why}). Acknowledged messages are in the journal; the platform keeps trying and catches up. Check the server, the network and its disk.`,
  }, { cause });

export const diskFault = (why: string): Failure =>
  new Failure('store-disk', `InfluxDB cannot write to its disk: ${why}`, true, {
    zh: `InfluxDB 无法写入其磁盘（${why}）。已确认的消息在日志中，平台会一直重试并补写；请腾出空间或检查磁盘，再重启 InfluxDB（1.x 在重启前会一直拒绝）。`,
    en: `InfluxDB cannot write to its disk (${why}). Acknowledged messages are in the journal; the platform keeps trying and catches up. Make room or check the disk, then restart InfluxDB: 1.x goes on refusing until it is restarted.`,
  });

export const accessRefused = (status: number, why: string): Failure =>
  new Failure('store-access-refused', `InfluxDB refuses access with ${status}: ${why}`, true, {
    zh: `InfluxDB 拒绝访问（${status}：${why}）。数据未丢失，平台会一直重试；请检查 INFLUX_TOKEN，或 INFLUX_USERNAME、INFLUX_PASSWORD 及其权限（须能建库、读、写）。`,
    en: `InfluxDB refuses access (${status}: ${why}). Nothing is lost, the platform keeps trying. Check INFLUX_TOKEN, or INFLUX_USERNAME and INFLUX_PASSWORD, and what they may do (create databases, read, write).`,
  });

export const targetMissing = (database: string, why: string): Failure =>
  new Failure('store-target-missing', `InfluxDB does not find ${database}: ${why}`, true, {
    zh: `InfluxDB 找不到 ${database}（${why}）。数据未丢失，平台会一直重试；若该库曾有数据，请恢复备份，或改用新的库名由日志重建。`,
    en: `InfluxDB does not find ${database} (${why}). Nothing is lost, the platform keeps trying. If it held data, restore it from a backup, or name another database to rebuild it from the journal.`,
  });

export const organisationMissing = (why: string): Failure =>
  new Failure('store-target-missing', `InfluxDB does not find the organisation: ${why}`, true, {
    zh: `InfluxDB 找不到组织（${why}）。数据未丢失，平台会一直重试；请检查 INFLUX_ORG（组织的名称，区分大小写）以及令牌是否属于该组织。`,
    en: `InfluxDB does not find the organisation (${why}). Nothing is lost, the platform keeps trying. Check INFLUX_ORG (its name, in upper and lower case) and that the token is one of that organisation.`,
  });

/** `why`: the server's words when it refused to make it. */
export const mayNotCreate = (database: string, why: string): Failure =>
  new Failure('store-access-refused', `InfluxDB has no ${database}, and the platform may not make it: ${why}`, true, {
    zh: `InfluxDB 中没有 ${database}，而平台的账号无权建立（${why}）。数据未丢失，平台会一直重试；请换用有权建库的令牌或账号（2.x：All Access），或由管理员建立 ${database}（永久保留），平台会自动继续。`,
    en: `InfluxDB has no ${database}, and the platform's account may not make it (${why}). Nothing is lost, the platform keeps trying. Use a token or account that may (2.x: All Access), or let an administrator make ${database}, kept for ever; the platform goes on by itself.`,
  });

export const serverBusy = (status: number, seconds: number): Failure =>
  new Failure('store-busy', `InfluxDB asks for a pause of ${seconds} s (${status})`, true, {
    zh: `InfluxDB 负载过高，要求等待 ${seconds} 秒（${status}）。平台照做并继续；经常出现时请扩容或放宽其限额。`,
    en: `InfluxDB is too busy and asks for ${seconds} s (${status}). The platform waits and goes on; when it happens often, give it more room or raise its quota.`,
  });

export const limitReached = (why: string): Failure =>
  new Failure('store-limit-reached', `InfluxDB has reached a limit of its configuration: ${why}`, true, {
    zh: `InfluxDB 达到其配置的上限（${why}）。写入暂停、不丢数据；请提高该上限（如 max-series-per-database），平台会自动继续。`,
    en: `InfluxDB has reached a limit of its configuration (${why}). Writing waits, nothing is dropped. Raise the limit (for instance max-series-per-database); the platform goes on by itself.`,
  });

/** 1.x by InfluxQL, 2.x by its own command. */
const keepForEver = (database: string): string => `ALTER RETENTION POLICY "autogen" ON "${database}" DURATION INF (1.x), influx bucket update --retention 0 (2.x)`;

export const retentionShort = (database: string, days: number, wanted: number): Failure =>
  new Failure('store-retention-short', `${database} keeps readings for ${days} days only`, true, {
    zh: `InfluxDB 的库 ${database} 只保留 ${days} 天，应为${wanted === Infinity ? '永久' : ` ${wanted} 天`}：到期会删除考核依据。写入暂停、不丢数据；请延长保留期（${keepForEver(database)}），平台会自动继续；确需较短时设置 YANSHOU_RETENTION_DAYS。`,
    en: `${database} in InfluxDB keeps readings for ${days} days, not ${wanted === Infinity ? 'for ever' : `for ${wanted}`}: it would delete what assessments rest on. Writing waits, nothing is lost. Lengthen it (${keepForEver(database)}) and the platform goes on by itself; where less is meant, set YANSHOU_RETENTION_DAYS.`,
  });

export const beyondRetention = (database: string, why: string): Failure =>
  new Failure('store-beyond-retention', `${database} drops readings that are older than it keeps: ${why}`, true, {
    zh: `InfluxDB 的库 ${database} 拒绝早于其保留期的读数（${why}）。写入暂停、不丢数据；请延长保留期（${keepForEver(database)}）并核对服务器时钟，平台会自动继续。`,
    en: `${database} in InfluxDB drops readings that are older than it keeps (${why}). Writing waits, nothing is lost. Lengthen its retention (${keepForEver(database)}) and check the server's clock; the platform goes on by itself.`,
  });

/** In its two largest units. */
function span(micros: Micros): { readonly zh: string; readonly en: string } {
  const seconds = Math.floor(Math.abs(micros) / MICROS_PER_SECOND);
  const units = [[86_400, '天', 'd'], [3_600, '小时', 'h'], [60, '分', 'min'], [1, '秒', 's']] as const;
  const from = Math.min(2, Math.max(0, units.findIndex(([size]) => seconds >= size)));
  const shown = units.slice(from, from + 2).map(([size, zh, en], place) => ({ count: Math.floor(place === 0 ? seconds / size : (seconds % (units[from]?.[0] ?? 1)) / size), zh, en }));
  return { zh: shown.map(({ count, zh }) => `${count} ${zh}`).join(' '), en: shown.map(({ count, en }) => `${count} ${en}`).join(' ') };
}

export function clocksApart(ahead: Micros): Failure {
  const by = span(ahead);
  const [zh, en] = ahead > 0 ? ['快', 'ahead of'] : ['慢', 'behind'];
  return new Failure('store-clock-apart', `InfluxDB's clock is ${by.en} ${en} the platform's`, false, {
    zh: `InfluxDB 服务器的时钟比平台${zh} ${by.zh}（允许 1 分钟）。读数按各自的时间入库，不受影响，数据未丢失；但保留期与令牌有效期以服务器时钟为准。请在两台机器上检查 NTP 校时（timedatectl）；改正后自动恢复。`,
    en: `The clock of the InfluxDB server is ${by.en} ${en} the platform's (1 min is allowed). Readings keep their own times and nothing is lost, but retention and the end of tokens go by the server's clock. Check NTP on both machines (timedatectl); the platform goes on by itself once they agree.`,
  });
}

export function clockAhead(ahead: Micros): Failure {
  const by = span(ahead);
  return new Failure('store-clock-ahead', `InfluxDB's clock is ${by.en} ahead: it would drop readings that are to be kept`, true, {
    zh: `InfluxDB 服务器的时钟比平台快 ${by.zh}，会把仍在保留期（YANSHOU_RETENTION_DAYS）内的读数当作过期丢弃。写入暂停、不丢数据；请在两台机器上检查 NTP 校时（timedatectl），改正后自动继续。`,
    en: `The clock of the InfluxDB server is ${by.en} ahead of the platform's: it would drop readings that YANSHOU_RETENTION_DAYS keeps. Writing waits, nothing is lost. Check NTP on both machines (timedatectl); the platform goes on by itself once they agree.`,
  });
}

export const requestRefused = (status: number, why: string): Failure =>
  new Failure('store-request-refused', `InfluxDB refuses the request with ${status}: ${why}`, true, {
    zh: `InfluxDB 拒绝整个请求（${status}：${why}），原因与具体数据无关。写入暂停、不丢数据；请检查 INFLUX_URL 及其前面的代理。`,
    en: `InfluxDB refuses the whole request (${status}: ${why}), for no reason in its data. Writing waits, nothing is dropped. Check INFLUX_URL and any proxy before it.`,
  });

export const queryFailed = (why: string): Failure =>
  new Failure('store-query-failed', `InfluxDB could not answer a query: ${why}`, true, {
    zh: `InfluxDB 查询失败：${why}。请检查其配置（max-select-point、query-timeout 等）。`,
    en: `InfluxDB could not answer a query: ${why}. Check its configuration (max-select-point, query-timeout and the like).`,
  });

/** `count`: single readings, and series whose newest reading it was; `example` names one of either. */
export const dataMissing = (count: number, example: string): Failure =>
  new Failure('store-data-missing', `InfluxDB has lost readings that it acknowledged: ${count} of the readings and series that were looked for are not there, ${example} among them`, false, {
    zh: `InfluxDB 丢失了它已确认写入的读数（所查的读数与序列中有 ${count} 个不在库中，如 ${example}）。日志完好：请停机，把 INFLUX_DATABASE 或 INFLUX_BUCKET 改为新名称再启动，平台会由日志重建。`,
    en: `InfluxDB has lost readings that it had acknowledged (${count} of the readings and series that were looked for are not there, for instance ${example}). The journal has them: stop the platform, set INFLUX_DATABASE or INFLUX_BUCKET to a new name and start; everything is rebuilt from the journal.`,
  });

export const storeOfOtherBook = (database: string, book: string): Failure =>
  new Failure('store-of-other-book', `${database} holds readings of another book (${book})`, false, {
    zh: `InfluxDB 的库 ${database} 中有另一套日志或登记库（${book}）写入的读数，混在一起会重复计数，因此不写入。请把 INFLUX_DATABASE 或 INFLUX_BUCKET 改为新的前缀再启动：平台会由日志全部重建；原库保持不变。`,
    en: `${database} in InfluxDB holds readings of another journal or registry (${book}); together they would be counted twice, so nothing is written. Set INFLUX_DATABASE or INFLUX_BUCKET to a new prefix and start: everything is rebuilt from the journal, and the old database stays as it is.`,
  });

/** `fits`: projects that there is room for; `projects`: those that the book has. */
export const coreLimits = (version: string, { fits, projects }: { readonly fits: number; readonly projects: number }): Failure =>
  new Failure('store-short-memory', `InfluxDB ${version} Core reads at most 432 files a query, about 72 hours, and has five databases: ${fits} projects fit`, false, {
    zh: `服务器是 InfluxDB ${version} Core：单次查询最多读取 432 个文件，约 72 小时，更长的区间会失败（可提高 query-file-limit）；至多五个数据库，一个项目占一个，平台与每个专项的看板数据各占一个，还有其他库时更少：可容纳 ${fits} 个项目（现有 ${projects} 个），再多的项目其读数进入隔离区，其他项目不受影响。考核以月、年计，请改用 2.7、1.x 或 3 Enterprise。`,
    en: `The server is InfluxDB ${version} Core. A query reads at most 432 files, about 72 hours, and fails beyond (query-file-limit raises it). It has five databases at most: one a project, one for the platform's figures and one a programme's, less those of others: ${fits} projects fit (there are ${projects}); readings of any more go to quarantine, the others are not affected. Assessments cover months and years: use 2.7, 1.x or 3 Enterprise.`,
  });

export const databasesFull = (database: string): Failure =>
  new Failure('store-databases-full', `InfluxDB 3 Core has its five databases and none for ${database}`, true, {
    zh: `InfluxDB 3 Core 的五个数据库已用完，无法为 ${database} 建库。其读数进入隔离区（store-refused），日志中仍有原始消息，其他项目不受影响。请删除不需要的数据库（平台随后自动建库），或改用 2.7、1.x 或 3 Enterprise 并换一个前缀：启动后由日志全部补写。`,
    en: `InfluxDB 3 Core has its five databases and none for ${database}. Its readings go to quarantine (store-refused), the messages stay in the journal, other projects are not affected. Drop a database that nobody needs (this one is made then), or take 2.7, 1.x or 3 Enterprise with another prefix: everything is written anew from the journal.`,
  });

export const unknownServer = (url: string): Failure =>
  new Failure('store-server-unknown', `${url} does not answer /ping or /health as an InfluxDB does`, false, {
    zh: `${url} 的 /ping 与 /health 都没有 InfluxDB 的应答，请检查 INFLUX_URL。`,
    en: `${url} answers neither /ping nor /health as an InfluxDB does: check INFLUX_URL.`,
  });

/** Something answers, and it may be a proxy whose InfluxDB is away: no reason to give up. */
export const noInfluxBehind = (url: string, status: number): Failure =>
  new Failure('store-unavailable', `${url} answers ${status}, and not as an InfluxDB does`, true, {
    zh: `${url} 应答 ${status}，不是 InfluxDB 的应答。已确认的消息在日志中，平台会一直重试并补写；请检查 INFLUX_URL、其前面的代理，以及 InfluxDB 是否运行。`,
    en: `${url} answers ${status}, and not as an InfluxDB does. Acknowledged messages are in the journal; the platform keeps trying and catches up. Check INFLUX_URL, any proxy before it, and whether InfluxDB runs.`,
  });

export const companionMissing = (version: string, names: string): Failure =>
  new Failure('store-settings-missing', `InfluxDB ${version} needs ${names}`, false, {
    zh: `服务器是 InfluxDB ${version}，需要设置 ${names}。`,
    en: `The server is InfluxDB ${version}, which needs ${names}.`,
  });

export const storeClosed = (): Failure =>
  new Failure('store-closed', 'The store has been closed.', false, {
    zh: '遥测库已关闭，平台正在停止。请在平台重新启动后重试。',
    en: 'The telemetry store has been closed: the platform is stopping. Try again after it has been restarted.',
  });
