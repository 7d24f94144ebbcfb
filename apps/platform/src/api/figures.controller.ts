import { randomUUID } from 'node:crypto';
import { Controller } from '@nestjs/common';
import type { AnswerOf, DeclaredFigureView } from '@yanshou/api-schema';
import { auditedFigures } from '@yanshou/telemetry';
import type { DeclaredFigure } from '@yanshou/telemetry';
import type { Registry } from '@yanshou/registry';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { Operation, TheCall, authorOf } from './call.js';
import { Backend } from './injection.js';
import { forbidden, granted } from './problem.js';
import { compact, iso, spanIn, spanOut } from './times.js';

const DECISIONS = { accept: 'accepted', reject: 'rejected' } as const;

@Controller()
export class FiguresController {
  constructor(@Backend() private readonly backend: ApiBackend) {}

  @Operation('listFigures')
  async listFigures(@TheCall() { project }: Call<'listFigures'>): Promise<AnswerOf<'listFigures'>> {
    const [stated, opinions] = await Promise.all([this.backend.registry.figures(project.id), this.backend.registry.opinions(project.id)]);
    return { items: [...stated, ...auditedFigures(opinions)].map(figureView) };
  }

  @Operation('stateFigure')
  async stateFigure(@TheCall() call: Call<'stateFigure'>): Promise<AnswerOf<'stateFigure'>> {
    const { id = randomUUID(), period, ...fields } = call.body;
    const { caller } = call.identified;
    const figure: DeclaredFigure = compact({
      project: call.project.id, id, ...fields, period: period && spanIn(period), status: 'submitted' as const, statedBy: caller.id, statedAt: this.backend.clock.now(),
    }) as DeclaredFigure;
    await granted(this.backend.registry.saveFigure(figure, authorOf(call)));
    await this.backend.synchronise();
    return figureView(figure);
  }

  @Operation('decideFigure')
  async decideFigure(@TheCall() call: Call<'decideFigure'>): Promise<AnswerOf<'decideFigure'>> {
    const decision = DECISIONS[call.body.decision];
    const decided = await granted(this.backend.registry.decideFigure(call.project.id, call.params.f, decision, authorOf(call)));
    await this.backend.synchronise();
    return figureView(decided);
  }

  @Operation('askWithdrawal')
  async askWithdrawal(@TheCall() call: Call<'askWithdrawal'>): Promise<AnswerOf<'askWithdrawal'>> {
    const { registry } = this.backend;
    const figure = (await registry.figures(call.project.id)).find(({ id }) => id === call.params.f);
    if (figure?.purpose === 'audited') throw forbidden('核查数值由核查人员以新的核查意见更正', 'an audited figure is corrected by another opinion of an auditor');
    return this.told(registry.askWithdrawal(call.project.id, call.params.f, call.body.reason, authorOf(call)));
  }

  @Operation('decideWithdrawal')
  async decideWithdrawal(@TheCall() call: Call<'decideWithdrawal'>): Promise<AnswerOf<'decideWithdrawal'>> {
    return this.told(this.backend.registry.decideWithdrawal(call.project.id, call.params.f, DECISIONS[call.body.decision], authorOf(call)));
  }

  private async told(change: ReturnType<Registry['decideFigure']>): Promise<DeclaredFigureView> {
    const figure = await granted(change);
    await this.backend.synchronise();
    return figureView(figure);
  }
}

function figureView({ project, statedAt, period, withdrawal, ...figure }: DeclaredFigure): DeclaredFigureView {
  return compact({
    ...figure, statedAt: iso(statedAt), period: period && spanOut(period), withdrawal: withdrawal && { ...withdrawal, askedAt: iso(withdrawal.askedAt) },
  }) as DeclaredFigureView;
}
