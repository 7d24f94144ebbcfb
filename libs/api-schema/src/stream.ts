import { z } from 'zod';
import { operations } from './operation.js';
import { because, bilingual, id, isoTime, metricName } from './primitives.js';
import { deviceState } from './inventory.js';
import { reading } from './telemetry.js';

export const STREAM_TYPES = ['reading', 'state', 'alarm'] as const;
export type StreamType = (typeof STREAM_TYPES)[number];

const isTypes = (written: string): boolean => written.split(',').every((type) => (STREAM_TYPES as readonly string[]).includes(type));
const types = z.string()
  .refine(isTypes, because(`须为以逗号分隔的 ${STREAM_TYPES.join('、')}`, `must be some of ${STREAM_TYPES.join(', ')}, by commas`))
  .default(STREAM_TYPES.join(','))
  .meta({ example: 'reading,alarm' });

/** What stands in `data` of each event. */
export const streamEvents = {
  reading: reading.extend({ project: id }).meta({ id: 'StreamedReading', description: '已存储的一条读数 / a stored reading' }),
  state: z.object({
    project: id, device: id, at: isoTime, state: z.union([z.enum(['online', 'offline']), deviceState]),
    by: z.enum(['device', 'platform']).meta({ description: 'device：设备或其遗嘱消息所报；platform：平台按收到的数据判断 / told by the device or its last will, or judged by the platform' }),
  }).meta({ id: 'StreamedState' }),
  alarm: z.object({
    project: id, id: z.enum(['device-silent']), device: id, raised: z.boolean(), at: isoTime, titleZh: z.string(), titleEn: z.string(), detailZh: z.string(), detailEn: z.string(),
  }).meta({ id: 'StreamedAlarm' }),
  ready: z.object({ project: id }).meta({ id: 'StreamReady', description: '此后存储的都会推送 / what is stored from here on is told' }),
  gap: z.object({ project: id, ...bilingual.shape }).meta({ id: 'StreamGap', description: '此处可能有遗漏 / something may be missing here' }),
  dropped: z.object({ count: z.int() }).meta({ id: 'StreamDropped', description: '接收过慢，略去的事件数 / events left out because the reader was too slow' }),
  end: z.object({ code: z.string(), ...bilingual.shape }).meta({ id: 'StreamEnd', description: '凭据失效或无权查看 / the credential ended, or the project is no longer for the caller' }),
} as const;

export const streamOperations = operations({
  streamProject: {
    method: 'get', path: '/stream', tag: 'telemetry', need: 'read-project', decidedFor: 'query.project',
    summary: {
      zh: '已存储的读数、设备状态与告警的实时推送（Server-Sent Events）；断线后按 Last-Event-ID 接续两分钟内的内容，接不上的以 gap 事件说明',
      en: 'stored readings, states of devices and alarms as they come (server-sent events); continues after Last-Event-ID within two minutes, and a `gap` event says where it cannot',
    },
    query: z.strictObject({ project: id, device: id.optional(), metric: metricName.optional(), types }),
    headers: z.object({ 'Last-Event-ID': z.string().max(300).optional().meta({ description: '最后收到的事件的 id / id of the last event that was seen' }) }),
    answer: { status: 200, media: ['text/event-stream'], events: streamEvents },
  },
});
