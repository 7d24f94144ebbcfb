import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Controller } from '@nestjs/common';
import type { AnswerOf, EvidenceView } from '@yanshou/api-schema';
import { findIndicator } from '@yanshou/catalogue';
import type { EvidenceFile, LegalChangeDraft } from '@yanshou/registry';
import { legalHistories, legalStateBefore, numberKey } from '@yanshou/telemetry';
import type { LegalChange, Micros } from '@yanshou/telemetry';
import type { ApiBackend } from './api-backend.js';
import type { Call, UploadedFile } from './call.js';
import { Operation, TheCall, authorOf } from './call.js';
import { EvidenceFiles } from './evidence-files.js';
import { evidenceFindings } from './evidence-findings.js';
import { Backend } from './injection.js';
import { found, granted, invalidInput } from './problem.js';
import { sendFile } from './send.js';
import { compact, iso, micros } from './times.js';
import { seesProject } from './visibility.js';

@Controller()
export class EvidenceController {
  constructor(@Backend() private readonly backend: ApiBackend, private readonly files: EvidenceFiles) {}

  @Operation('listEvidence')
  async listEvidence(@TheCall() { project }: Call<'listEvidence'>): Promise<AnswerOf<'listEvidence'>> {
    const { registry, clock } = this.backend;
    const [files, changes] = await Promise.all([registry.evidence(project.id), registry.legalChanges(project.id)]);
    return { items: files.map((file) => evidenceView(file, changes, clock.now())) };
  }

  @Operation('submitEvidence')
  async submitEvidence(@TheCall() call: Call<'submitEvidence'>): Promise<AnswerOf<'submitEvidence'>> {
    const { file } = call;
    if (file === undefined) throw invalidInput('file', '缺少文件', 'the file is missing');
    if (file.bytes === 0) {
      await this.files.discard(file.path);
      throw invalidInput('file', '文件为空', 'the file is empty');
    }
    await this.acceptable(call, file);
    const evidence = await this.record(call, file);
    await granted(this.backend.registry.addEvidence(evidence, authorOf(call)));
    await this.backend.synchronise();
    return evidenceView(evidence, [], this.backend.clock.now());
  }

  @Operation('readEvidenceFile')
  async readEvidenceFile(@TheCall() { project, params, response }: Call<'readEvidenceFile'>): Promise<void> {
    const { sha256, fileName } = await found(this.backend.registry.evidenceFile(project.id, params.e));
    const path = this.files.pathOf(sha256);
    const { size } = await stat(path);
    // As bytes to be saved: what somebody uploaded is never shown as a page of ours.
    response.attachment(fileName).type('application/octet-stream').setHeader('content-length', size);
    await sendFile(response, createReadStream(path));
  }

  @Operation('decideEvidence')
  async decideEvidence(@TheCall() call: Call<'decideEvidence'>): Promise<AnswerOf<'decideEvidence'>> {
    const decision = call.body.decision === 'accept' ? 'accepted' : 'rejected';
    const decided = await granted(this.backend.registry.decideEvidence(call.project.id, call.params.e, decision, authorOf(call), call.body.originalSeen));
    await this.backend.synchronise();
    return this.view(call.project.id, decided);
  }

  @Operation('changeLegalState')
  async changeLegalState(@TheCall() call: Call<'changeLegalState'>): Promise<AnswerOf<'changeLegalState'>> {
    const { project, params: { e }, body: { at, ...rest } } = call;
    await granted(this.backend.registry.changeLegalState(project.id, e, compact({ ...rest, at: micros(at) }) as LegalChangeDraft, authorOf(call)));
    return this.changed(project.id, e);
  }

  @Operation('decideLegalChange')
  async decideLegalChange(@TheCall() call: Call<'decideLegalChange'>): Promise<AnswerOf<'decideLegalChange'>> {
    const { project, params: { e, k }, body: { decision, note } } = call;
    const decided = compact({ decision: decision === 'accept' ? 'accepted' as const : 'rejected' as const, note });
    await granted(this.backend.registry.decideLegalChange(project.id, e, k, decided, authorOf(call)));
    return this.changed(project.id, e);
  }

  @Operation('listEvidenceFindings')
  async listEvidenceFindings(@TheCall() { project, identified }: Call<'listEvidenceFindings'>): Promise<AnswerOf<'listEvidenceFindings'>> {
    const { registry } = this.backend;
    const [shared, projects] = await Promise.all([registry.evidenceElsewhere(project.id), registry.projects()]);
    return { items: evidenceFindings(shared, projects.filter((other) => seesProject(identified, other))) };
  }

  private async changed(project: string, evidence: string): Promise<EvidenceView> {
    await this.backend.synchronise();
    return this.view(project, await found(this.backend.registry.evidenceFile(project, evidence)));
  }

  private async view(project: string, file: EvidenceFile): Promise<EvidenceView> {
    return evidenceView(file, await this.backend.registry.legalChanges(project), this.backend.clock.now());
  }

  /** An indicator takes the kinds of evidence that its clause counts, and no others. */
  private async acceptable({ body }: Call<'submitEvidence'>, file: UploadedFile): Promise<void> {
    const definition = body.indicator === undefined ? undefined : findIndicator(body.indicator);
    const kinds = definition?.computed === true ? definition.evidenceRule?.kinds : undefined;
    if (kinds === undefined || kinds.includes(body.kind)) return;
    await this.files.discard(file.path);
    throw invalidInput('kind', `指标“${definition?.nameZh}”的佐证类别须为 ${kinds.join('、')} 之一`, `evidence for “${definition?.nameEn}” is of one of the kinds ${kinds.join(', ')}`);
  }

  private async record({ project, body, identified }: Call<'submitEvidence'>, file: UploadedFile): Promise<EvidenceFile> {
    const { id = randomUUID(), datedAt, ...fields } = body;
    return compact({
      project: project.id, id, ...fields, datedAt: datedAt === undefined ? undefined : micros(datedAt),
      numberKey: fields.number === undefined ? undefined : numberKey(fields.number), fileName: basename(file.fileName) || 'file', mediaType: file.mediaType,
      bytes: file.bytes, sha256: await this.files.take(file.path), status: 'submitted' as const, submittedBy: identified.caller.id, submittedAt: this.backend.clock.now(),
    }) as EvidenceFile;
  }
}

function evidenceView({ project, numberKey: key, datedAt, submittedAt, ...file }: EvidenceFile, all: readonly LegalChange[], now: Micros): EvidenceView {
  const changes = all.filter(({ evidence }) => evidence === file.id);
  return compact({
    ...file, datedAt: datedAt === undefined ? undefined : iso(datedAt), submittedAt: submittedAt === undefined ? undefined : iso(submittedAt),
    legalStateNow: legalStateBefore(file.legalState, legalHistories(changes).get(file.id) ?? [], now), legalChanges: changes.map(changeView),
  }) as EvidenceView;
}

const changeView = ({ project: _, evidence: __, at, statedAt, decidedAt, ...change }: LegalChange): EvidenceView['legalChanges'][number] =>
  compact({ ...change, at: iso(at), statedAt: iso(statedAt), decidedAt: decidedAt === undefined ? undefined : iso(decidedAt) }) as EvidenceView['legalChanges'][number];
