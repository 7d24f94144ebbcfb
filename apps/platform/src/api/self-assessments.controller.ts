import { Controller } from '@nestjs/common';
import type { AnswerOf, BodyOf, SelfAssessmentView } from '@yanshou/api-schema';
import { canonicalJson } from '@yanshou/evidence';
import { assessedYear } from '@yanshou/reports';
import type { SelfAssessmentTable } from '@yanshou/reports';
import type { SelfAssessmentEntry } from '@yanshou/telemetry';
import { digestOf, readSelfAssessment } from '../self-assessment/read-self-assessment.js';
import type { ReadSelfAssessment } from '../self-assessment/read-self-assessment.js';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { Operation, TheCall, authorOf } from './call.js';
import { demandContract } from './demand-contract.js';
import { Backend } from './injection.js';
import { ApiProblem, granted, invalidInput, notFound } from './problem.js';
import { MEDIA } from './media.js';
import { REPORT_POLICY } from './security-headers.js';
import { compact, iso, micros } from './times.js';

@Controller()
export class SelfAssessmentsController {
  constructor(@Backend() private readonly backend: ApiBackend) {}

  @Operation('listSelfAssessments')
  async listSelfAssessments(@TheCall() { project }: Call<'listSelfAssessments'>): Promise<AnswerOf<'listSelfAssessments'>> {
    const versions = await this.backend.registry.selfAssessmentHeads(project.id);
    return {
      items: versions.map(({ year, version, issued, reason, who, at }) => ({ year, version, issued: issued !== undefined, digest: issued?.digest ?? null, reason: reason ?? null, who, at: iso(at) })),
    };
  }

  @Operation('readSelfAssessment')
  async readSelfAssessment(@TheCall() call: Call<'readSelfAssessment'>): Promise<SelfAssessmentView> {
    return viewOf(await this.read(call, call.query.version));
  }

  @Operation('saveSelfAssessment')
  async saveSelfAssessment(@TheCall() call: Call<'saveSelfAssessment'>): Promise<SelfAssessmentView> {
    await demandContract(this.backend.registry, call.project.id);
    const { basedOn, entries, reason } = call.body;
    const year = Number(call.params.y);
    // The rows are those of the values of now, whatever the version before had.
    demandSameRows((await readSelfAssessment(this.backend, call.project, year)).table, entries);
    const draft = compact({ project: call.project.id, year, basedOn, entries: entries.map((entry) => compact(entry) as SelfAssessmentEntry), reason });
    const saved = await granted(this.backend.registry.saveSelfAssessment(draft, authorOf(call)));
    return viewOf(await readSelfAssessment(this.backend, call.project, year, saved));
  }

  @Operation('issueSelfAssessment')
  async issueSelfAssessment(@TheCall() call: Call<'issueSelfAssessment'>): Promise<SelfAssessmentView> {
    const { project, params, body: { basedOn } } = call;
    const year = Number(params.y);
    const now = this.backend.clock.now();
    if (assessedYear(year, project.zone, now).from > now) throw invalidInput('y', '该年度尚未开始', 'has not begun yet');
    const last = await this.backend.registry.selfAssessment(project.id, year, basedOn);
    const { table } = await this.read(call, last === undefined ? undefined : basedOn);
    const [fault] = table.faults;
    if (last !== undefined && last.issued === undefined && fault !== undefined) throw new ApiProblem({ code: `self-assessment-${fault.code}`, field: fault.row, zh: fault.zh, en: fault.en });
    const fixed: SelfAssessmentTable = { ...table, state: 'issued', version: basedOn + 1, who: authorOf(call).who, at: iso(now) };
    const issued = { asOf: micros(table.asOf), table: fixed, digest: digestOf(fixed) };
    return viewOf(await readSelfAssessment(this.backend, project, year, await granted(this.backend.registry.issueSelfAssessment(project.id, year, basedOn, issued, authorOf(call)))));
  }

  @Operation('exportSelfAssessment')
  async exportSelfAssessment(@TheCall() call: Call<'exportSelfAssessment'>): Promise<void> {
    const { params: { p, y, format }, query: { version, lang }, response } = call;
    const { table, digest } = await this.read(call, version);
    if (format === 'json') return void response.type('application/json; charset=utf-8').send(canonicalJson(viewOf({ table, digest })));
    const { renderSelfAssessment, selfAssessmentSheet } = await import('../self-assessment/self-assessment-exports.js');
    if (format === 'html') {
      response.setHeader('content-security-policy', REPORT_POLICY);
      return void response.type('text/html; charset=utf-8').send(renderSelfAssessment(table, digest, lang));
    }
    response.attachment(`${p}-${y}-self-assessment.xlsx`).type(MEDIA.xlsx).send(Buffer.from(await selfAssessmentSheet(table, digest, lang)));
  }

  /** The version asked for, else the last one, else the suggestions. */
  private async read({ project, params }: Pick<Call<'readSelfAssessment'>, 'project' | 'params'>, asked?: number): Promise<ReadSelfAssessment> {
    await demandContract(this.backend.registry, project.id);
    const version = await this.backend.registry.selfAssessment(project.id, Number(params.y), asked);
    if (asked !== undefined && version === undefined) throw notFound();
    return readSelfAssessment(this.backend, project, Number(params.y), version);
  }
}

/** Every row of the table is scored, and nothing else: a value has no place in it. */
function demandSameRows({ rows }: SelfAssessmentTable, entries: BodyOf<'saveSelfAssessment'>['entries']): void {
  const known = new Set(rows.map(({ row }) => row));
  const strange = entries.findIndex(({ row }) => !known.has(row));
  if (strange >= 0) throw new ApiProblem({ code: 'unknown-reference', field: `entries[${strange}].row`, zh: '自评表中没有该行，请刷新后重试', en: 'the table has no such row: read it again first' });
  const given = new Set(entries.map(({ row }) => row));
  const missing = rows.find(({ row }) => !given.has(row));
  if (missing !== undefined) throw new ApiProblem({ code: 'missing-field', field: 'entries', zh: `缺少“${missing.figure.nameZh}”一行，请刷新后重试`, en: `the row “${missing.figure.nameEn}” is missing: read it again first` });
}

const viewOf = ({ table, digest }: ReadSelfAssessment): SelfAssessmentView => ({ ...(table as unknown as Omit<SelfAssessmentView, 'digest'>), digest });
