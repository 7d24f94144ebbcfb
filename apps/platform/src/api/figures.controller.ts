import { randomUUID } from 'node:crypto';
import { Controller } from '@nestjs/common';
import { mayState } from '@yanshou/access';
import type { AnswerOf, DeclaredFigureView } from '@yanshou/api-schema';
import type { DeclaredFigure } from '@yanshou/telemetry';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { Operation, TheCall, authorOf } from './call.js';
import { Backend } from './injection.js';
import { forbidden, granted } from './problem.js';
import { compact, iso } from './times.js';

const DECISIONS = { accept: 'accepted', reject: 'rejected' } as const;

@Controller()
export class FiguresController {
  constructor(@Backend() private readonly backend: ApiBackend) {}

  @Operation('listFigures')
  async listFigures(@TheCall() { project }: Call<'listFigures'>): Promise<AnswerOf<'listFigures'>> {
    return { items: (await this.backend.registry.figures(project.id)).map(figureView) };
  }

  @Operation('stateFigure')
  async stateFigure(@TheCall() call: Call<'stateFigure'>): Promise<AnswerOf<'stateFigure'>> {
    const { id = randomUUID(), ...fields } = call.body;
    const { caller } = call.identified;
    if (!mayState(caller.role, fields.purpose)) throw forbidden('核查数值由核查人员填报，且核查人员只填报核查数值', 'audited figures are an auditor\'s, and an auditor states no others');
    const figure: DeclaredFigure = compact({
      project: call.project.id, id, ...fields, status: 'submitted' as const, statedBy: caller.id, statedAt: this.backend.clock.now(),
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
}

const figureView = ({ project, statedAt, ...figure }: DeclaredFigure): DeclaredFigureView => ({ ...figure, statedAt: iso(statedAt) });
