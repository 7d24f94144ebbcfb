import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { LATE, ORIGINS, QUALITY_LETTERS, SERVER_STAMPED, packFlags } from '@yanshou/telemetry';
import type { ValueKindCode } from '@yanshou/telemetry';
import { dashboardOf } from '../dashboard-file.js';
import type { Language, Say } from '../language.js';
import { sayIn } from '../language.js';
import { row } from '../layout.js';
import { bars, lines, states } from '../panels/charts.js';
import { digest, table } from '../panels/figures.js';
import { CHOSEN_POINTS, DEVICES_OF_SITE, METRICS_OF_DEVICE, OF_DEVICE, SITES, buckets, chosenFields } from '../queries.js';
import { choice, sourceVariable, zoneVariable } from '../variables.js';
import { originWords, stateWords } from '../words.js';

/** From `mean_n.temperature` to the metric. */
const METRIC_ONLY = { regex: '^(?:[a-z_]*_)?[nbt]\\.(.*)$', renamePattern: '$1' };
const LATEST_POINTS = 50;
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
      choice({ name: 'site', label: say('场所', 'Site'), query: SITES }),
      choice({ name: 'device', label: say('设备', 'Device'), query: DEVICES_OF_SITE, single: true }),
      choice({ name: 'metric', label: say('测点', 'Metric'), query: METRICS_OF_DEVICE, regex: '/[nbt]\\.([^&]+)/g', listed: true }),
      zoneVariable(say),
    ],
    panels: [
      latestNumbers(say),
      latestTexts(say),
      messages(say),
      lines({
        title: say('数值测点', 'Numbers'), width: 24, height: 12, renamed: METRIC_ONLY,
        queries: [{ query: `SELECT mean(${chosenFields('number', 'boolean')}) FROM "sample" WHERE ${OF_DEVICE} AND $timeFilter ${buckets()}`, alias: '$col' }],
      }),
      states({
        title: say('文本测点', 'Texts'), width: 24, renamed: METRIC_ONLY,
        queries: [{ query: `SELECT last(${chosenFields('text')}) FROM "sample" WHERE ${OF_DEVICE} AND $timeFilter ${buckets()}`, alias: '$col' }],
      }, stateWords(say)),
      row(say('中断与质量', 'Silences and quality')),
      ...quality(say),
    ],
  });
}

const latestNumbers = (say: Say) => digest(say, {
  title: say('时段内最新数值', 'Latest numbers in the time range'), width: 6, height: 9, renamed: METRIC_ONLY,
  description: say('各数值与开关测点（开关：0 或 1）；空为时段内没有读数。', 'Of each number and switch (0 or 1); empty where the time range has no reading.'),
  queries: [{ query: `SELECT last(${chosenFields('number', 'boolean')}) FROM "sample" WHERE ${OF_DEVICE} AND $timeFilter` }],
});

const latestTexts = (say: Say) => digest(say, {
  title: say('时段内最新文本', 'Latest texts in the time range'), width: 6, height: 9, renamed: METRIC_ONLY,
  // What is nothing beside texts becomes the word for it.
  fields: { Value: { words: { null: { text: '—', colour: 'text' }, ...stateWords(say) } } },
  queries: [{ query: `SELECT last(${chosenFields('text')}) FROM "sample" WHERE ${OF_DEVICE} AND $timeFilter` }],
});

const messages = (say: Say) => table({
  title: say('最新的消息', 'Latest messages'), width: 12, height: 9,
  description: say('每行一条消息在同一源时间的读数（n 数值、b 开关、t 文本；# 为测点较多时的缩写）。', 'A row is what a message brought for one source time: n numbers, b switches, t texts; # stands for many.'),
  queries: [{ query: `SELECT "shape", "received" / 1000 AS "received", "sequence" FROM "sample" WHERE ${CHOSEN_POINTS} AND $timeFilter ORDER BY time DESC LIMIT ${LATEST_POINTS}` }],
  fields: {
    Time: { title: say('源时间', 'source time'), unit: 'dateTimeAsIso' }, shape: { title: say('测点', 'metrics') },
    received: { title: say('接收时间', 'received'), unit: 'dateTimeAsIso' }, sequence: { title: say('日志序号', 'journal sequence') },
  },
});

function quality(say: Say) {
  const count = (where: string, zh: string, en: string) =>
    ({ query: `SELECT count("sequence") FROM "sample" WHERE ${CHOSEN_POINTS} AND ${where} AND $timeFilter ${buckets([], 'none')}`, alias: say(zh, en) });
  const origins = originWords(say);
  return [
    lines({
      title: say('最长间隔', 'Longest silence'), width: 12, unit: 's', description: say('同一测点相邻两个读数之间的时间，取时段内最长。', 'Time between two readings of a metric, the longest in each bucket.'),
      renamed: METRIC_ONLY,
      queries: [{ query: `SELECT max(/^elapsed_/) FROM (SELECT elapsed(${chosenFields()}, 1s) FROM "sample" WHERE ${OF_DEVICE} AND $timeFilter) WHERE $timeFilter ${buckets()}`, alias: '$col' }],
    }),
    bars({
      title: say('数据质量', 'Quality'), width: 12, description: say('按 HJ 212 数据标记：正常或无标记为有效；同一消息中标记相同的读数计一次。', 'By the flags of HJ 212: normal or none is valid. Readings of a message with the same flags count once.'),
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
      queries: [{ query: `SELECT count("sequence") FROM "conflict" WHERE ${OF_DEVICE} AND "metric" =~ /^$metric$/ AND $timeFilter ${buckets(['metric'], 'none')}`, alias: '$tag_metric' }],
    }),
  ];
}
