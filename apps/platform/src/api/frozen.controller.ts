import { randomUUID } from 'node:crypto';
import { Controller } from '@nestjs/common';
import type { AnswerOf, BodyOf, ChangeRequestView } from '@yanshou/api-schema';
import type { CalendarPart, ChangeRequest, Freeze, FrozenChange, InventoryDevice, Micros, PlannedTime } from '@yanshou/telemetry';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { Operation, TheCall, authorOf } from './call.js';
import { plannedTimeOf, plannedTimeView } from './contract-view.js';
import { Backend } from './injection.js';
import { deviceOf, deviceView } from './inventory.controller.js';
import { granted } from './problem.js';
import { compact, iso, micros } from './times.js';

@Controller()
export class FrozenController {
  constructor(@Backend() private readonly backend: ApiBackend) {}

  @Operation('readFreeze')
  async readFreeze(@TheCall() { project }: Call<'readFreeze'>): Promise<AnswerOf<'readFreeze'>> {
    const freeze = await this.backend.registry.freeze(project.id);
    return { freeze: freeze === undefined ? null : freezeView(freeze, this.backend.clock.now()) };
  }

  @Operation('saveFreeze')
  async saveFreeze(@TheCall() call: Call<'saveFreeze'>): Promise<AnswerOf<'saveFreeze'>> {
    const { at, approval } = call.body;
    return freezeView(await granted(this.backend.registry.saveFreeze(call.project.id, micros(at), authorOf(call, approval))), this.backend.clock.now());
  }

  @Operation('listChanges')
  async listChanges(@TheCall() { project }: Call<'listChanges'>): Promise<AnswerOf<'listChanges'>> {
    return { items: (await this.backend.registry.changeRequests(project.id)).map(requestView) };
  }

  @Operation('proposeChange')
  async proposeChange(@TheCall() call: Call<'proposeChange'>): Promise<AnswerOf<'proposeChange'>> {
    const { id = randomUUID(), change, reason } = call.body;
    return requestView(await granted(this.backend.registry.proposeChange(call.project.id, { id, change: changeOf(change), reason }, authorOf(call))));
  }

  @Operation('decideChange')
  async decideChange(@TheCall() call: Call<'decideChange'>): Promise<AnswerOf<'decideChange'>> {
    const { decision, approvedAt, ...rest } = call.body;
    const decided = compact({ decision: decision === 'accept' ? 'accepted' as const : 'rejected' as const, ...rest, approvedAt: approvedAt === undefined ? undefined : micros(approvedAt) });
    const request = await granted(this.backend.registry.decideChange(call.project.id, call.params.c, decided, authorOf(call)));
    await this.backend.synchronise();
    return requestView(request);
  }
}

const freezeView = ({ at, who, setAt, approval }: Freeze, now: Micros): AnswerOf<'saveFreeze'> =>
  compact({ at: iso(at), who, setAt: iso(setAt), approval, inForce: at <= now });

type ChangeBody = BodyOf<'proposeChange'>['change'];

function changeOf(change: ChangeBody): FrozenChange {
  if (change.kind === 'device') return { kind: 'device', device: deviceOf(change.device) };
  if (change.kind === 'class') return change as FrozenChange;
  const validFrom = change.validFrom === undefined ? undefined : micros(change.validFrom);
  return change.kind === 'calendar' ? compact({ ...change, plannedTime: plannedTimeOf(change.plannedTime), validFrom }) : compact({ ...change, validFrom });
}

function changeView(change: FrozenChange): ChangeBody {
  if (change.kind === 'device') return { kind: 'device', device: deviceView(change.device) };
  if (change.kind === 'class') return change as ChangeBody;
  const validFrom = change.validFrom === undefined ? undefined : iso(change.validFrom);
  return change.kind === 'calendar' ? compact({ ...change, plannedTime: plannedTimeView(change.plannedTime), validFrom }) : compact({ ...change, validFrom });
}

/** What was there is shown like what is to be; of a calendar what holds last, `wider` where that is none of its own. Older requests kept nothing but the planned time. */
function beforeView({ change: { kind }, before }: ChangeRequest): unknown {
  if (before === null || kind === 'class') return before;
  if (kind === 'device') return deviceView(before as InventoryDevice);
  const kept = before as CalendarPart | PlannedTime;
  const { plannedTime, wider } = 'plannedTime' in kept ? kept : { plannedTime: kept };
  return compact({ ...plannedTimeView(plannedTime), wider });
}

const requestView = (request: ChangeRequest): ChangeRequestView => {
  const { project: _, change, proposedAt, decidedAt, approvedAt, ...rest } = request;
  return compact({
    ...rest, change: changeView(change), before: beforeView(request), proposedAt: iso(proposedAt), decidedAt: decidedAt === undefined ? undefined : iso(decidedAt),
    approvedAt: approvedAt === undefined ? undefined : iso(approvedAt),
  }) as ChangeRequestView;
};
