import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { LATE, ORIGINS, QUALITY_LETTERS, SERVER_STAMPED, packFlags } from '@yanshou/telemetry';
import type { ValueKindCode } from '@yanshou/telemetry';
import { dashboardOf } from '../dashboard-file.js';
import type { Language, Say } from '../language.js';
import { sayIn } from '../language.js';
import { row } from '../layout.js';
import { bars, lines, states } from '../panels/charts.js';
import { table } from '../panels/figures.js';
import { latestPoint } from '../queries.js';
import { choice, sourceVariable } from '../variables.js';
import { originWords } from '../words.js';

const CHOSEN = '"device" =~ /^$device$/ AND "metric" =~ /^$metric$/';
const NUMBER: ValueKindCode = 0;
/** Masks over the field `flags`, whose upper part is the gateway's number. */
const QUALITY = packFlags(NUMBER, 15, 0);
const NORMAL = packFlags(NUMBER, QUALITY_LETTERS.indexOf('N'), 0);
const ORIGIN = packFlags(NUMBER, 0, ORIGINS.length - 1);

/** Any device: its points, its silences, the quality of its readings. */
export function device(language: Language): Dashboard {
  const say = sayIn(language);
  return dashboardOf(language, {
    name: 'device', audience: 'project', from: 'now-2d',
    title: say('设备', 'Device'),
    description: say('一台设备的全部测点、中断与数据质量。', 'All points of one device, its silences, the quality of its readings.'),
    variables: [
      sourceVariable('project', say('项目', 'Project')),
      choice({ name: 'device', label: say('设备', 'Device'), query: 'SHOW TAG VALUES FROM "reading" WITH KEY = "device"', single: true }),
      choice({ name: 'metric', label: say('测点', 'Metric'), query: 'SHOW TAG VALUES FROM "reading" WITH KEY = "metric" WHERE "device" =~ /^$device$/' }),
    ],
    panels: [
      latest(say),
      lines({
        title: say('数值测点', 'Numbers'), width: 24, height: 12,
        queries: [{ query: `SELECT mean("number") FROM "reading" WHERE ${CHOSEN} AND $timeFilter GROUP BY time($__interval), "metric" fill(none)`, alias: '$tag_metric' }],
      }),
      states({
        title: say('文本测点', 'Texts'), width: 24,
        queries: [{ query: `SELECT last("text") FROM "reading" WHERE ${CHOSEN} AND $timeFilter GROUP BY time($__interval), "metric" fill(none)`, alias: '$tag_metric' }],
      }),
      row(say('中断与质量', 'Silences and quality')),
      ...quality(say),
    ],
  });
}

const latest = (say: Say) => table({
  title: say('最新值', 'Latest values'), width: 24, height: 9,
  queries: [{ query: latestPoint('reading', { pick: 'sequence', beside: ['number', 'text', 'received'], where: CHOSEN, by: ['metric'] }) }],
  fields: {
    Time: { title: say('源时间', 'source time'), hidden: false }, metric: { title: say('测点', 'metric') }, number: { title: say('数值', 'number') }, text: { title: say('文本', 'text') },
    received: { title: say('接收时间（微秒）', 'received (µs)') }, sequence: { title: say('日志序号', 'journal sequence') },
  },
});

function quality(say: Say) {
  const count = (where: string, zh: string, en: string) =>
    ({ query: `SELECT count("sequence") FROM "reading" WHERE ${CHOSEN} AND ${where} AND $timeFilter GROUP BY time($__interval) fill(none)`, alias: say(zh, en) });
  const origins = originWords(say);
  return [
    lines({
      title: say('最长间隔', 'Longest silence'), width: 12, unit: 's', description: say('同一测点相邻两个读数之间的时间，取时段内最长。', 'Time between two readings of a metric, the longest in each bucket.'),
      queries: [{ query: `SELECT max("silence") FROM (SELECT elapsed("sequence", 1s) AS "silence" FROM "reading" WHERE ${CHOSEN} AND $timeFilter GROUP BY "metric") WHERE $timeFilter GROUP BY time($__interval), "metric" fill(none)`, alias: '$tag_metric' }],
    }),
    bars({
      title: say('数据质量', 'Quality'), width: 12, description: say('按 HJ 212 数据标记：正常或无标记为有效。', 'By the flags of HJ 212: normal or none is valid.'),
      queries: [
        count(`"flags" & ${QUALITY} <= ${NORMAL}`, '有效', 'valid'), count(`"flags" & ${QUALITY} > ${NORMAL}`, '无效', 'not valid'),
      ],
    }),
    bars({
      title: say('迟到与服务器打戳', 'Late or stamped by the server'), width: 8,
      queries: [count(`"flags" & ${LATE} = ${LATE}`, '迟到', 'late'), count(`"flags" & ${SERVER_STAMPED} = ${SERVER_STAMPED}`, '服务器打戳', 'stamped by the server')],
    }),
    bars({
      title: say('数据来源', 'Origin'), width: 8,
      queries: ORIGINS.map((origin, code) => {
        const text = origins[origin]?.text ?? origin;
        return count(`"flags" & ${ORIGIN} = ${packFlags(NUMBER, 0, code)}`, text, text);
      }),
    }),
    bars({
      title: say('冲突读数', 'Conflicting readings'), width: 8,
      queries: [{ query: `SELECT count("sequence") FROM "conflict" WHERE ${CHOSEN} AND $timeFilter GROUP BY time($__interval), "metric" fill(none)`, alias: '$tag_metric' }],
    }),
  ];
}
