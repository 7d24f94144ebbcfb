import type { OperationId } from '@yanshou/api-schema';
import { operationOf } from '@yanshou/api-schema';
import type { Registry } from '@yanshou/registry';
import type { Request } from 'express';
import { decide } from '../api/api.guard.js';
import type { Identification } from '../api/identify.js';
import { ApiProblem, notFound, unauthenticated } from '../api/problem.js';

const OPERATION: OperationId = 'streamProject';

/** Whether whoever opened a stream would still be let in. */
export class StreamAccess {
  constructor(private readonly identification: Pick<Identification, 'identify'>, private readonly registry: Pick<Registry, 'project'>) {}

  /** Why not, or undefined; a fault of the registry says nothing and is thrown. */
  async refusal(request: Request, projectId: string): Promise<ApiProblem | undefined> {
    const identified = await this.identification.identify(request);
    if (identified === undefined) return unauthenticated();
    const project = await this.registry.project(projectId);
    if (project === undefined) return notFound();
    try {
      decide(operationOf(OPERATION), identified, { project: project.id, programme: project.programme });
      return undefined;
    } catch (error) {
      if (error instanceof ApiProblem) return error;
      throw error;
    }
  }
}
