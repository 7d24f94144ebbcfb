import { Controller } from '@nestjs/common';
import type { AnswerOf, ReplacementView } from '@yanshou/api-schema';
import type { Replacement } from '@yanshou/registry';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { Operation, TheCall, authorOf } from './call.js';
import { Backend } from './injection.js';
import { granted } from './problem.js';
import { iso, micros } from './times.js';

/** Controllers and gateways that were swapped: the record first, then the old box's secrets end and the new one gets its own. */
@Controller()
export class ReplacementsController {
  constructor(@Backend() private readonly backend: ApiBackend) {}

  @Operation('replaceController')
  replaceController(@TheCall() call: Call<'replaceController'>): Promise<AnswerOf<'replaceController'>> {
    return this.replace(call, 'controller');
  }

  @Operation('replaceGateway')
  replaceGateway(@TheCall() call: Call<'replaceGateway'>): Promise<AnswerOf<'replaceGateway'>> {
    return this.replace(call, 'gateway');
  }

  @Operation('listReplacements')
  async listReplacements(@TheCall() { project }: Call<'listReplacements'>): Promise<AnswerOf<'listReplacements'>> {
    return { items: (await this.backend.registry.replacements(project.id)).map(replacementView) };
  }

  private async replace(call: Call<'replaceController' | 'replaceGateway'>, part: Replacement['part']): Promise<AnswerOf<'replaceController'>> {
    const { registry } = this.backend;
    const { project: { id: project }, params: { d: principal }, body } = call;
    const author = authorOf(call);
    const replacement = await granted(registry.addReplacement({ project, principal, part, ...body, replacedAt: micros(body.replacedAt) }, author));
    await registry.revokeCredential(project, principal, undefined, author);
    const { secret } = await granted(registry.issueCredential(project, principal, part === 'controller' ? 'device' : 'gateway', author));
    await this.backend.synchronise();
    return { replacement: replacementView(replacement), secret };
  }
}

const replacementView = ({ project, replacedAt, recordedAt, ...rest }: Replacement): ReplacementView => ({ ...rest, replacedAt: iso(replacedAt), recordedAt: iso(recordedAt) });
