import { Controller } from '@nestjs/common';
import type { AnswerOf, ExplainedView } from '@yanshou/api-schema';
import type { IndicatorDefinition } from '@yanshou/catalogue';
import { definitionFor } from '@yanshou/kpi';
import type { ExplainedRow } from '@yanshou/kpi';
import type { Statement } from '@yanshou/reports';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { Operation, TheCall } from './call.js';
import { Backend } from './injection.js';
import { found, granted, notFound } from './problem.js';
import { spanIn } from './times.js';

/** How values came about, now and as they were assessed. */
@Controller()
export class ExplainController {
  constructor(@Backend() private readonly backend: ApiBackend) {}

  @Operation('explainIndicator')
  async explainIndicator(@TheCall() { project, params, query: { from, to } }: Call<'explainIndicator'>): Promise<AnswerOf<'explainIndicator'>> {
    const span = from === undefined || to === undefined ? undefined : spanIn({ from, to });
    const explained = await found(granted(this.backend.explain(project.id, params.i, span)));
    const contract = await this.backend.registry.contract(project.id);
    return explainedView(explained, contract && definitionFor(params.i, contract));
  }

  @Operation('explainAssessed')
  async explainAssessed(@TheCall() { project, params }: Call<'explainAssessed'>): Promise<AnswerOf<'explainAssessed'>> {
    const { statement } = await found(this.backend.registry.assessment(project.id, params.a));
    const stated = (statement as Statement).indicators.find(({ row }) => row.indicator === params.i);
    // Statements of earlier versions explain nothing.
    if (stated?.trace === undefined) throw notFound();
    return explainedView({ row: stated.row, trace: stated.trace }, stated.definition);
  }
}

const explainedView = ({ row, trace }: ExplainedRow, definition: Pick<IndicatorDefinition, 'clause' | 'formula'> | undefined): ExplainedView =>
  ({ row, clause: definition?.clause ?? null, formula: definition?.formula ?? null, trace }) as unknown as ExplainedView;
