import { inputFault } from './input-fault.js';
import type { InputFault } from './input-fault.js';

const REFERENCES: Readonly<Record<string, readonly [field: string, zh: string, en: string]>> = {
  programme: ['programme', '计划不存在', 'no such programme'],
  project: ['project', '项目不存在', 'no such project'],
  class: ['classId', '设备类别不存在', 'no such device class'],
  site: ['siteId', '地点不存在', 'no such site'],
  device: ['device', '设备不在清单中', 'the device is not in the inventory'],
  assessment: ['assessment', '核算不存在', 'no such assessment'],
};

interface DatabaseError {
  readonly code?: string;
  readonly constraint?: string;
}

/** What a constraint of the database says about the input; undefined for faults that are not the input's. */
export function databaseFault(thrown: unknown): InputFault | undefined {
  const { code, constraint = '' } = thrown as DatabaseError;
  if (code === '23503') {
    const [field, zh, en] = REFERENCES[/_([a-z]+)_fk$/.exec(constraint)?.[1] ?? ''] ?? ['', '引用不存在', 'a reference does not exist'];
    return inputFault('unknown-reference', field, zh, en);
  }
  if (code === 'YS001') return inputFault('duplicate', 'id', '已有内容不同的记录，不可更改', 'there is a record with another content, which cannot be changed');
  if (code === 'YS002') return inputFault('demonstration-is-for-good', 'demonstration', '示范项目在创建时确定，此后不可更改', 'is decided when the project is created and never changes');
  return undefined;
}
