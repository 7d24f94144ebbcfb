import type { Registry } from '@yanshou/registry';
import type { ProjectContract } from '@yanshou/telemetry';
import { ApiProblem } from './problem.js';

/** The contract in force; refuses what cannot be told without one. */
export async function demandContract(registry: Pick<Registry, 'contract'>, project: string): Promise<ProjectContract> {
  const contract = await registry.contract(project);
  if (contract !== undefined) return contract;
  throw new ApiProblem({ code: 'unknown-reference', field: '', zh: '项目尚无任务书，请先由管理人员录入任务书', en: 'the project has no contract yet: an officer has to enter it first' });
}
