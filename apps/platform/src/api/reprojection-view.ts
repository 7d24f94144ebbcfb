import type { AnswerOf } from '@yanshou/api-schema';
import type { HoursOfProject, Reprojection } from '@yanshou/store';
import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { ReprojectionRequest } from '../telemetry/reprojections.js';
import type { ApiRefusal } from './api-backend.js';
import { iso, micros } from './times.js';

/** The UTC hours that a span touches. */
export const wholeHours = ({ from, to }: { readonly from: string; readonly to: string }): Pick<HoursOfProject, 'fromHour' | 'toHour'> =>
  ({ fromHour: Math.floor(micros(from) / MICROS_PER_HOUR), toHour: Math.ceil(micros(to) / MICROS_PER_HOUR) });

type View = AnswerOf<'reprojectHours'>;
const UNKNOWN = { missing: null, restored: null, refused: null, unfound: null } as const;

/** Counts are null while they are not known. */
export function reprojectionView({ id, fromHour, toHour, askedBy, askedAt, progress, answer }: Reprojection): View {
  return {
    id, from: iso(fromHour * MICROS_PER_HOUR), to: iso(toHour * MICROS_PER_HOUR), askedBy, askedAt: iso(askedAt), ...countsOf(progress, answer),
    state: answer?.kind ?? (progress === undefined ? 'waiting' : 'running'), read: progress === undefined ? null : { ...progress.read }, why: answer?.kind === 'failed' ? answer.why : null,
  };
}

function countsOf(progress: Reprojection['progress'], answer: Reprojection['answer']): Pick<View, keyof typeof UNKNOWN> {
  if (answer?.kind === 'done') {
    const { missing, restored, refused, unfound } = answer;
    return { missing, restored, refused, unfound };
  }
  return progress === undefined ? UNKNOWN : { ...UNKNOWN, missing: progress.missing, restored: progress.restored };
}

export const IN_THE_FUTURE: ApiRefusal = {
  code: 'invalid', field: 'from', zh: 'from 在将来：还没有可补写的读数，请给出已过去的时段', en: '`from` is in the future: nothing can have been lost of it yet, name a time that has passed',
};

/** Why there is nothing to be asked for. */
export function refusalOf(refused: Exclude<ReprojectionRequest, { readonly kind: 'open' }>): ApiRefusal {
  if (refused.kind === 'not-needed') {
    return {
      code: 'reprojection-not-needed', field: '', zh: '时序库为 DuckDB：读数与计数在同一文件、同一事务中，不会单独丢失；文件损坏时按运行手册由日志重建', en: 'The store is DuckDB: readings and what counts them are in one file and one transaction, and none is lost alone; where the file is damaged rebuild it from the journal, as the manual says',
    };
  }
  return {
    code: 'beyond-retention', field: 'from', zh: `InfluxDB 只保留 ${refused.days} 天（YANSHOU_RETENTION_DAYS），更早的读数写入后即被丢弃：请给出保留期内的时段`, en: `InfluxDB keeps readings for ${refused.days} days (YANSHOU_RETENTION_DAYS) and drops what is older: name a time within them`,
  };
}

/** Another request of the project is open. */
export const underWay = ({ fromHour, toHour }: HoursOfProject): ApiRefusal => {
  const [from, to] = [iso(fromHour * MICROS_PER_HOUR), iso(toHour * MICROS_PER_HOUR)];
  return { code: 'reprojection-under-way', field: '', zh: `该项目正在补写 ${from} 至 ${to}：请等它结束（GET …/reprojections）再请求其他时段`, en: `hours of this project from ${from} to ${to} are being written again: wait for the end of that (GET …/reprojections) before you ask for others` };
};
