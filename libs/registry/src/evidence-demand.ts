import type { ChangeSession } from './change-session.js';
import { EVIDENCE } from './entity-kinds.js';
import { inputFault } from './input-fault.js';
import { Refusal } from './state-writer.js';

/** A file that something is approved by has to be there; its bytes are looked at where they are kept. */
export async function demandEvidence(session: ChangeSession, project: string, id: string, field: string): Promise<void> {
  if ((await session.find(EVIDENCE, `${project}/${id}`)) !== undefined) return;
  throw new Refusal(inputFault('unknown-reference', field, '文件不存在，请先作为佐证材料上传', 'no such file: submit it as evidence first'));
}
