import { Controller } from '@nestjs/common';
import type { AnswerOf } from '@yanshou/api-schema';
import { GAP_CAUSE_NAMES, countsAgainst } from '@yanshou/catalogue';
import { lateLimit } from '@yanshou/kpi';
import type { GapEvent, GapReport } from '@yanshou/kpi';
import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { Micros, ProjectContract } from '@yanshou/telemetry';
import { contractOver } from '../indicators/contract-at.js';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { Operation, TheCall } from './call.js';
import { demandContract } from './demand-contract.js';
import { GapReports, demandBounded } from './gap-reports.js';
import { Backend } from './injection.js';
import { found } from './problem.js';
import { iso, micros } from './times.js';

@Controller()
export class GapsController {
  private readonly reports: GapReports;

  constructor(@Backend() private readonly backend: ApiBackend) {
    this.reports = new GapReports(() => backend.clock.now());
  }

  @Operation('readGaps')
  async readGaps(@TheCall() { project, query }: Call<'readGaps'>): Promise<AnswerOf<'readGaps'>> {
    const { registry, telemetry, clock } = this.backend;
    const contract = await demandContract(registry, project.id);
    const inventory = await found(registry.inventory(project.id));
    const span = within({ from: micros(query.from), to: micros(query.to) }, { from: inventory.acceptedFrom, to: clock.now() });
    demandBounded(inventory.devices.length, span);
    const alone = ofWindowAlone(contract, span);
    const report = await this.reports.get(JSON.stringify([project.id, alone]), () => telemetry.gaps({ inventory, contract: alone, pending: 0 }));
    return reportView(report, contract, span, query);
  }
}

interface Span {
  readonly from: Micros;
  readonly to: Micros;
}

/** Nothing can be missing before the project began, nor of the hour that runs. */
function within(asked: Span, life: Span): Span {
  const from = Math.max(asked.from, life.from);
  return { from, to: Math.max(from, Math.min(asked.to, Math.floor(life.to / MICROS_PER_HOUR) * MICROS_PER_HOUR)) };
}

/** Gaps are no gain and no target: what those read is not read for them. */
function ofWindowAlone(contract: ProjectContract, span: Span): ProjectContract {
  const { baseline, ...rest } = contractOver(contract, span);
  return { ...rest, targets: [] };
}

function reportView({ missing, totals, delivered, events, lostSessions }: GapReport, contract: ProjectContract, { from, to }: Span, { after, limit }: { readonly after: number; readonly limit: number }): AnswerOf<'readGaps'> {
  const page = events.slice(after, after + limit);
  return {
    from: iso(from), to: iso(to), missing,
    totals: totals.map((total) => ({ ...total, nameZh: GAP_CAUSE_NAMES[total.cause].zh, nameEn: GAP_CAUSE_NAMES[total.cause].en, expected: countsAgainst(total.cause) })),
    delivered: { ...delivered, lateDeliveryHours: lateLimit(contract) / MICROS_PER_HOUR },
    lostSessions: lostSessions.map((lost) => ({ from: iso(lost.from), to: iso(lost.to) })),
    events: page.map(eventView), next: after + limit < events.length ? after + limit : null,
  };
}

const eventView = ({ from, to, devices, reasons, ...event }: GapEvent): AnswerOf<'readGaps'>['events'][number] =>
  ({ ...event, from: iso(from), to: iso(to), devices: [...devices], reasons: [...reasons] });
