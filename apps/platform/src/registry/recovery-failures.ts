import type { InputFault } from '@yanshou/registry';
import { Failure } from '@yanshou/telemetry';

export const journalApart = ({ field, zh, en }: Pick<InputFault, 'field' | 'zh' | 'en'>): Failure =>
  new Failure('registry-journal-apart', `the journal's changes do not follow those of the registry: ${en}`, false, {
    zh: `登记库与日志不是同一段历史（${field}：${zh}），平台不启动、未改动任何内容：请恢复与此日志同一次备份、或更新的登记库（docs/operations.md，备份与恢复）`,
    en: `Registry and journal are not of one history (${field}: ${en}); the platform does not start and has changed nothing: restore the registry of the same backup as this journal, or a newer one (docs/operations.md, backup and restore)`,
  });

export const notCaughtUp = (): Failure =>
  new Failure('registry-not-caught-up', 'no process with the role ingest has compared the registry with the journal yet', true, {
    zh: '登记库是新的或由备份恢复，尚未由 ingest 进程与日志核对，在此之前不写入：请启动一个 ingest 进程，再启动本进程',
    en: 'The registry is new or was restored, and no process with the role ingest has compared it with the journal yet; nothing is written before: start one with ingest, then this one again',
  });
