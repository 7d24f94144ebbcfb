import { createReadStream } from 'node:fs';
import { Controller } from '@nestjs/common';
import type { AnswerOf, AssessmentEntry, AssessmentView } from '@yanshou/api-schema';
import type { Assessment, AssessmentCheck, AssessmentHead } from '@yanshou/registry';
import { CHECK_CAUSE_TEXTS } from '../assessment/check-cause-texts.js';
import type { StandingChange } from '../assessment/assessment-standing.js';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { Operation, TheCall } from './call.js';
import { Backend } from './injection.js';
import { found, granted } from './problem.js';
import { MEDIA } from './media.js';
import { REPORT_POLICY } from './security-headers.js';
import { sendFile } from './send.js';
import { opinionCounts } from '../opinions/opinion-view.js';
import { compact, spanIn, spanOut } from './times.js';
import { formatIsoMicros } from '@yanshou/telemetry';

/** What a downloaded report is called. */
const FILE_WORDS = { zh: '核算报告', en: 'report' } as const;

@Controller()
export class AssessmentsController {
  constructor(@Backend() private readonly backend: ApiBackend) {}

  @Operation('listAssessments')
  async listAssessments(@TheCall() { project }: Call<'listAssessments'>): Promise<AnswerOf<'listAssessments'>> {
    const { registry } = this.backend;
    const [all, checks, opinions] = await Promise.all([registry.assessmentHeads(project.id), registry.assessmentChecks(project.id), registry.opinions(project.id)]);
    const counts = opinionCounts(opinions);
    const later = new Map(all.flatMap(({ id, supersedes }) => (supersedes === undefined ? [] : [[supersedes, id]])));
    const standings = new Map(checks.map((check) => [check.assessment, check]));
    return { items: all.map((one) => compact({ ...entryView(one), ...(later.has(one.id) ? { supersededBy: later.get(one.id) } : standingOut(standings.get(one.id))), opinions: counts.get(one.id) }) as AssessmentEntry) };
  }

  @Operation('createAssessment')
  async createAssessment(@TheCall() { project, body, identified }: Call<'createAssessment'>): Promise<AnswerOf<'createAssessment'>> {
    const request = { ...spanIn(body), note: body.note, who: identified.caller.id };
    return assessmentView(await granted(this.backend.createAssessment(project.id, request)));
  }

  @Operation('readAssessment')
  async readAssessment(@TheCall() { project, params }: Call<'readAssessment'>): Promise<AnswerOf<'readAssessment'>> {
    return assessmentView(await found(this.backend.registry.assessment(project.id, params.a)));
  }

  @Operation('readReport')
  async readReport(@TheCall() { project, params, query, response }: Call<'readReport'>): Promise<void> {
    await found(this.backend.registry.assessment(project.id, params.a));
    const { a, format } = params;
    const report = await found(this.backend.report(project.id, a, format, query.lang));
    if (format === 'html') response.setHeader('content-security-policy', REPORT_POLICY);
    if (format === 'pdf' || format === 'xlsx') response.attachment(`${project.id}-${a}-${FILE_WORDS[query.lang]}.${format}`);
    response.type(MEDIA[format]).send(typeof report === 'string' ? report : Buffer.from(report));
  }

  @Operation('readBundle')
  async readBundle(@TheCall() { project, params, response }: Call<'readBundle'>): Promise<void> {
    await found(this.backend.registry.assessment(project.id, params.a));
    const { path, bytes } = await found(this.backend.bundleFile(project.id, params.a));
    response.attachment(`${project.id}-${params.a}.zip`).type('application/zip').setHeader('content-length', bytes);
    await sendFile(response, createReadStream(path));
  }

  @Operation('readKey')
  readKey(): Promise<AnswerOf<'readKey'>> {
    return this.backend.publicKey();
  }
}

const standingOut = (check: AssessmentCheck | undefined): Pick<AssessmentEntry, 'standing'> => check === undefined ? {} : {
  standing: {
    standing: check.standing, since: check.since === null ? null : formatIsoMicros(check.since), causes: check.causes.map((cause) => CHECK_CAUSE_TEXTS[cause]),
    changes: (check.changes as readonly StandingChange[]).map((change) => ({ ...change })) as NonNullable<AssessmentEntry['standing']>['changes'],
  },
};

const entryView = (assessment: AssessmentHead): AssessmentEntry => {
  const { id, note, supersedes, scope } = assessment;
  return { id, ...spanOut(assessment), note, ...(supersedes === undefined ? {} : { supersedes }), ...(scope === undefined ? {} : { scope }) };
};

const assessmentView = (assessment: Assessment): AssessmentView =>
  ({ ...entryView(assessment), project: assessment.project, statement: assessment.statement });
