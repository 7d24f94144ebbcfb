import { Controller } from '@nestjs/common';
import type { Alarm, AnswerOf } from '@yanshou/api-schema';
import { formatIsoMicros } from '@yanshou/telemetry';
import type { AlarmState } from '../alarms/alarm-board.js';
import { alarmText } from '../alarms/alarm-text.js';
import type { ApiBackend } from './api-backend.js';
import { Operation } from './call.js';
import { Backend } from './injection.js';

@Controller()
export class AlarmsController {
  constructor(@Backend() private readonly backend: ApiBackend) {}

  @Operation('listAlarms')
  listAlarms(): AnswerOf<'listAlarms'> {
    return { items: this.backend.alarms().map(alarmView) };
  }
}

function alarmView(state: AlarmState): Alarm {
  const { rule: { id, limit, side, unit, title }, isRaised: raised, since, value = null } = state;
  const { zh, en } = alarmText(state);
  return { id, raised, since: since === undefined ? null : formatIsoMicros(since), value, limit, side, unit, titleZh: title.zh, titleEn: title.en, detailZh: zh, detailEn: en };
}
