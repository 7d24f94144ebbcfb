import { Failure } from '@yanshou/telemetry';

export const otherRecords = (journal: string, sequence: number): Failure =>
  new Failure('move-other-records', `${journal} has another record at ${sequence}`, false, {
    zh: `流 ${journal} 的第 ${sequence} 条不是本日志的记录：该集群已接收过消息，或属于另一平台。什么也没有追加；请使用空的 JetStream（或删除这些流）后重试`,
    en: `Record ${sequence} of ${journal} is not one of this journal: the cluster has received messages already, or belongs to another platform. Nothing was appended behind it; use an empty JetStream (or delete these streams) and try again`,
  });

export const notEqual = (name: string): Failure =>
  new Failure('move-not-equal', `what was read back of ${name} is not what was moved`, false, {
    zh: `核对不一致：${name} 在 JetStream 中的记录与原日志不同。请勿启动平台；检查 NATS 服务器后，删除这些流并重新迁移，原日志未改动`,
    en: `The records of ${name} in JetStream are not those of the old journal. Do not start the platform; check the NATS servers, delete the streams and move again. The old journal is unchanged`,
  });

export const nothingToMove = (directory: string): Failure =>
  new Failure('move-nothing', `nothing to move from ${directory}`, false, {
    zh: `没有可迁移的内容：请设置 NATS_URL（日志）或 DATABASE_URL（登记库），并让 YANSHOU_DATA_DIR 指向原数据目录（现为 ${directory}）`,
    en: `There is nothing to move: set NATS_URL (for the journal) or DATABASE_URL (for the registry), and point YANSHOU_DATA_DIR at the old data directory (now ${directory})`,
  });

export const registryRefused = (why: { readonly zh: string; readonly en: string }): Failure =>
  new Failure('move-other-registry', `the database at DATABASE_URL is not a beginning of this registry: ${why.en}`, false, {
    zh: `DATABASE_URL 的数据库中已有另一登记库的内容（${why.zh}），未作改动：请使用空数据库`,
    en: `The database at DATABASE_URL holds another registry (${why.en}); nothing was changed: use an empty database`,
  });
