import { Failure } from '@yanshou/telemetry';

/** A batch that does not continue where the store stands: writing it would leave out acknowledged messages for good. */
export const storeGap = (cursor: number, fromSequence: number): Failure =>
  new Failure('store-gap', `A batch from sequence ${fromSequence} on does not continue the store, whose cursor is ${cursor}.`, false, {
    zh: `批次从序号 ${fromSequence} 开始，而遥测库只到 ${cursor}，写入会遗漏数据，因此被拒绝。请重新启动平台，由日志从 ${cursor} 继续投影。`,
    en: `The batch begins at sequence ${fromSequence}, but the store ends at ${cursor}: writing it would skip data, so it was refused. Restart the platform; it goes on from ${cursor} in the journal.`,
  });

export const storeOfOtherJournal = (stored: string, asked: string): Failure =>
  new Failure('store-other-journal', `The store holds journal ${stored}, not ${asked}.`, false, {
    zh: `遥测库属于日志 ${stored}，而不是 ${asked}。请换一个数据库名称，由日志重建。`,
    en: `The telemetry store was built from journal ${stored}, not ${asked}. Name another database; it is rebuilt from the journal.`,
  });
