import { Failure } from '@yanshou/telemetry';

export const readersOpen = (): Failure =>
  new Failure('influx-readers-open', 'InfluxDB asks nobody who they are: read-only accounts would protect nothing', true, {
    zh: 'InfluxDB 未启用身份验证，任何人都能读取所有库，只读账号不起作用，未建立。请在 influxdb.conf 的 [http] 中设 auth-enabled = true，建立管理员账号并设置 INFLUX_USERNAME、INFLUX_PASSWORD；此后自动建立。',
    en: 'InfluxDB does not ask who reads: a read-only account would protect nothing, so none is made. Set auth-enabled = true in [http] of influxdb.conf, make an administrator and set INFLUX_USERNAME and INFLUX_PASSWORD; the accounts are made then by themselves.',
  });

export const readersNone = (version: string): Failure =>
  new Failure('influx-readers-none', `InfluxDB ${version} has no read-only accounts that the platform can make`, false, {
    zh: `服务器是 InfluxDB ${version}：3 Core 只有管理令牌，不能按库授权；3 Enterprise 请用 influxdb3 create token --permission "db:库名:read" 自建。平台不建立只读账号；项目成员要自看看板时请用 1.x 或 2.7。`,
    en: `The server is InfluxDB ${version}: 3 Core knows admin tokens only and cannot isolate databases; with 3 Enterprise make them yourself (influxdb3 create token --permission "db:NAME:read"). The platform makes none. Use 1.x or 2.7 where members of projects look at dashboards.`,
  });

export const readersRights = (why: string): Failure =>
  new Failure('influx-readers-rights', `the platform's account may not make read-only accounts: ${why}`, true, {
    zh: `平台的 InfluxDB 账号无权建立只读账号（${why}）。1.x 请用管理员账号（GRANT ALL PRIVILEGES TO 用户），2.x 请用 All Access 令牌；或不设 YANSHOU_INFLUX_READERS_DIR 而自建。采集与指标不受影响。`,
    en: `The platform's account in InfluxDB may not make read-only accounts (${why}). Give it GRANT ALL PRIVILEGES TO the user on 1.x, an all-access token on 2.x; or leave YANSHOU_INFLUX_READERS_DIR unset and make them yourself. Nothing else is affected.`,
  });

export const readerRefused = (database: string, why: string): Failure =>
  new Failure('influx-reader-refused', `InfluxDB refuses the read-only account of ${database}: ${why}`, true, {
    zh: `InfluxDB 拒绝建立 ${database} 的只读账号（${why}）。采集与指标不受影响；稍后自动重试，持续出现时请检查服务器日志。`,
    en: `InfluxDB refuses the read-only account of ${database} (${why}). Nothing else is affected; it is tried again. When it lasts, see the server's log.`,
  });
