import { Controller } from '@nestjs/common';
import type { AnswerOf } from '@yanshou/api-schema';
import type { QuarantineRow } from '@yanshou/store';
import { MICROS_PER_HOUR, describeRejection } from '@yanshou/telemetry';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { Operation, TheCall } from './call.js';
import { Backend } from './injection.js';
import { ApiProblem } from './problem.js';
import { IN_THE_FUTURE, refusalOf, reprojectionView, underWay, wholeHours } from './reprojection-view.js';
import { iso, micros } from './times.js';

@Controller()
export class TelemetryController {
  constructor(@Backend() private readonly backend: ApiBackend) {}

  @Operation('readLedger')
  async readLedger(@TheCall() { project, query }: Call<'readLedger'>): Promise<AnswerOf<'readLedger'>> {
    const { telemetry } = this.backend;
    const span = [micros(query.from), micros(query.to)] as const;
    const [rows, lost] = await Promise.all([telemetry.ledger(project.id, ...span), telemetry.lostSessions(project.id, ...span)]);
    return {
      items: rows.map(({ device, hour, counts, reasons }) => ({ device, hour: iso(hour * MICROS_PER_HOUR), counts, reasons })),
      lostSessions: lost.map(({ from, to }) => ({ from: iso(from), to: iso(to) })),
    };
  }

  @Operation('listQuarantine')
  async listQuarantine(@TheCall() { project, query }: Call<'listQuarantine'>): Promise<AnswerOf<'listQuarantine'>> {
    const rows = await this.backend.telemetry.quarantine({ project: project.id, ...query });
    return { items: rows.map(quarantinedView), next: rows.length < query.limit ? null : (rows.at(-1)?.sequence ?? null) };
  }

  @Operation('replayQuarantine')
  replayQuarantine(@TheCall() { project }: Call<'replayQuarantine'>): Promise<AnswerOf<'replayQuarantine'>> {
    return this.backend.replayQuarantine(project.id);
  }

  @Operation('reprojectHours')
  async reprojectHours(@TheCall() { project, body, identified }: Call<'reprojectHours'>): Promise<AnswerOf<'reprojectHours'>> {
    const hours = wholeHours(body);
    if (hours.fromHour * MICROS_PER_HOUR >= this.backend.clock.now()) throw new ApiProblem(IN_THE_FUTURE);
    const asked = await this.backend.telemetry.askForReprojection({ project: project.id, ...hours }, identified.caller.id);
    if (asked.kind !== 'open') throw new ApiProblem(refusalOf(asked));
    const { reprojection } = asked;
    if (reprojection.fromHour !== hours.fromHour || reprojection.toHour !== hours.toHour) throw new ApiProblem(underWay(reprojection));
    return reprojectionView(reprojection);
  }

  @Operation('listReprojections')
  async listReprojections(@TheCall() { project }: Call<'listReprojections'>): Promise<AnswerOf<'listReprojections'>> {
    return { items: (await this.backend.telemetry.reprojections(project.id)).map(reprojectionView) };
  }
}

function quarantinedView({ sequence, part, level, topic, received, code, field, hint, payload }: QuarantineRow): AnswerOf<'listQuarantine'>['items'][number] {
  const rejection = { code, field, ...(hint === '' ? {} : { hint }) };
  return {
    sequence, part, level, topic, received: iso(received), code, field, detailZh: describeRejection(rejection, 'zh'), detailEn: describeRejection(rejection, 'en'),
    payloadBase64: Buffer.from(payload).toString('base64'),
  };
}
