import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Controller } from '@nestjs/common';
import type { AnswerOf, EvidenceView } from '@yanshou/api-schema';
import { findIndicator } from '@yanshou/catalogue';
import type { EvidenceFile } from '@yanshou/registry';
import { numberKey } from '@yanshou/telemetry';
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
    return { items: (await this.backend.registry.evidence(project.id)).map(evidenceView) };
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
    return evidenceView(evidence);
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
    return evidenceView(decided);
  }

  @Operation('listEvidenceFindings')
  async listEvidenceFindings(@TheCall() { project, identified }: Call<'listEvidenceFindings'>): Promise<AnswerOf<'listEvidenceFindings'>> {
    const { registry } = this.backend;
    const [shared, projects] = await Promise.all([registry.evidenceElsewhere(project.id), registry.projects()]);
    return { items: evidenceFindings(shared, projects.filter((other) => seesProject(identified, other))) };
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

const evidenceView = ({ project, numberKey: key, datedAt, submittedAt, ...file }: EvidenceFile): EvidenceView => compact({
  ...file, datedAt: datedAt === undefined ? undefined : iso(datedAt), submittedAt: submittedAt === undefined ? undefined : iso(submittedAt),
}) as EvidenceView;
