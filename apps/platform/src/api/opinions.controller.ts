import { Controller } from '@nestjs/common';
import type { AnswerOf } from '@yanshou/api-schema';
import { OPINIONS_FILE, opinionsText } from '@yanshou/evidence';
import type { Assessment } from '@yanshou/registry';
import type { SignedOpinion } from '@yanshou/telemetry';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { Operation, TheCall } from './call.js';
import { Backend } from './injection.js';
import { found, granted } from './problem.js';
import { opinionView } from '../opinions/opinion-view.js';
import { statementDigest, statementRows } from '../opinions/opined-statement.js';
import { compact } from './times.js';

type OfAssessment = { readonly project: { readonly id: string }; readonly params: { readonly a: string } };

@Controller()
export class OpinionsController {
  constructor(@Backend() private readonly backend: ApiBackend) {}

  @Operation('listOpinions')
  async listOpinions(@TheCall() call: Call<'listOpinions'>): Promise<AnswerOf<'listOpinions'>> {
    const { issued, opinions } = await this.opined(call);
    return { statement: statementDigest(issued), items: opinions.map((one) => opinionView(one, opinions, statementRows(issued))) };
  }

  @Operation('giveOpinion')
  async giveOpinion(@TheCall() call: Call<'giveOpinion'>): Promise<AnswerOf<'giveOpinion'>> {
    const { identified: { caller, name }, body, project, params } = call;
    const draft = { ...compact(body), figures: body.figures.map(compact) } as Parameters<ApiBackend['giveOpinion']>[2];
    const given = await granted(this.backend.giveOpinion(project.id, params.a, draft, { id: caller.id, name }));
    const { issued, opinions } = await this.opined(call);
    return opinionView(given, opinions, statementRows(issued));
  }

  @Operation('readOpinion')
  async readOpinion(@TheCall() call: Call<'readOpinion'>): Promise<AnswerOf<'readOpinion'>> {
    const { issued, opinions } = await this.opined(call);
    const opinion = await found(Promise.resolve(opinions.find(({ number }) => number === call.params.o)));
    return { ...opinionView(opinion, opinions, statementRows(issued)), jws: opinion.jws };
  }

  @Operation('exportOpinions')
  async exportOpinions(@TheCall() call: Call<'exportOpinions'>): Promise<void> {
    const { opinions } = await this.opined(call);
    call.response.attachment(`${call.project.id}-${call.params.a}-${OPINIONS_FILE}`).type('application/jose').send(opinionsText(opinions));
  }

  private async opined({ project, params }: OfAssessment): Promise<{ readonly issued: Assessment; readonly opinions: readonly SignedOpinion[] }> {
    const issued = await found(this.backend.registry.assessment(project.id, params.a));
    return { issued, opinions: await this.backend.registry.opinions(project.id, params.a) };
  }
}
