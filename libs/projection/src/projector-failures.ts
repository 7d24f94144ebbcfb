import { Failure } from '@yanshou/telemetry';

export const foreignJournal = (stored: string, read: string): Failure =>
  new Failure('projection-foreign-journal', `the store was filled from journal ${stored}, not from ${read}`, false, {
    zh: '遥测库来自另一个日志：请核对数据目录；要从此日志重建，请先移走遥测库文件。',
    en: 'The store belongs to another journal: check the data directory; to rebuild it from this journal, move the store away first.',
  });

export const aheadOfJournal = (stored: number, journalNext: number): Failure =>
  new Failure('projection-ahead-of-journal', `the store is projected up to sequence ${stored}, but the journal only reaches ${journalNext}`, false, {
    zh: `遥测库已投影到序号 ${stored}，而日志只到 ${journalNext}：日志比遥测库旧。请恢复与该遥测库配套的日志，或删除遥测库目录，由现有日志重建。`,
    en: `The store is projected up to sequence ${stored}, but the journal only reaches ${journalNext}: it is older than the store. Restore the journal that belongs to this store, or delete the store's folder so that it is rebuilt from this journal.`,
  });

export const notStarted = (): Failure =>
  new Failure('projection-not-running', 'the projector is not running', true, {
    zh: '投影器未启动或已停止，请稍后重试。',
    en: 'The projector has not been started or was stopped; try again later.',
  });
