import { Controller } from '@nestjs/common';
import type { AnswerOf, DesignationView } from '@yanshou/api-schema';
import { DESIGNATION_LEVELS } from '@yanshou/telemetry';
import type { Designation, DesignationDocument } from '@yanshou/telemetry';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { Operation, TheCall, authorOf } from './call.js';
import { Backend } from './injection.js';
import { granted } from './problem.js';
import { iso, micros } from './times.js';

@Controller()
export class DesignationsController {
  constructor(@Backend() private readonly backend: ApiBackend) {}

  @Operation('listDesignations')
  async listDesignations(@TheCall() { project }: Call<'listDesignations'>): Promise<AnswerOf<'listDesignations'>> {
    return { items: (await this.backend.registry.designations(project.id)).map(designationView) };
  }

  @Operation('designate')
  async designate(@TheCall() call: Call<'designate'>): Promise<DesignationView> {
    const draft = { ...call.body, document: documentOf(call.body.document) };
    return designationView(await granted(this.backend.registry.designate(call.project.id, draft, authorOf(call))));
  }

  @Operation('endDesignation')
  async endDesignation(@TheCall() call: Call<'endDesignation'>): Promise<DesignationView> {
    const end = { ...call.body, document: documentOf(call.body.document) };
    return designationView(await granted(this.backend.registry.endDesignation(call.project.id, call.params.n, end, authorOf(call))));
  }
}

const documentOf = ({ datedAt, ...rest }: DesignationView['document']): DesignationDocument => ({ ...rest, datedAt: micros(datedAt) });
const documentView = ({ datedAt, ...rest }: DesignationDocument): DesignationView['document'] => ({ ...rest, datedAt: iso(datedAt) });

function designationView({ document, recordedAt, end, level, ...rest }: Designation): DesignationView {
  const { zh: nameZh, en: nameEn } = DESIGNATION_LEVELS[level];
  return {
    ...rest, level, nameZh, nameEn, document: documentView(document), recordedAt: iso(recordedAt),
    end: end === null ? null : { ...end, document: documentView(end.document), recordedAt: iso(end.recordedAt) },
  };
}
