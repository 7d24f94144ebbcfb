import { Failure } from '@yanshou/telemetry';

/** Something acknowledged is not projected in time: whatever it is counted in has to wait. */
export const projectionBehind = (): Failure =>
  new Failure('projection-behind', 'not everything that was acknowledged is projected yet', true, {
    zh: '该项目已确认的消息尚未全部投影，现在核算会缺数：消息在日志中，不会丢失。请稍后重试；一直如此则查看 /readyz 与告警 projection-lag，确认有 project 角色的进程在运行。',
    en: 'Not everything of this project that was acknowledged is projected yet, and would be missing from what is computed now; it is safe in the journal. Try again later; if it stays so, see /readyz and the alarm projection-lag, and that a process with the role project runs.',
  });
