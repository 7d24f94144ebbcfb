import { as, mode, onlyWhile, sensor, setting } from '../model/metrics.js';
import type { SimulatedMetric } from '../model/metrics.js';
import type { Scenario } from '../model/scenario.js';
import { PERCENT } from '../model/scenario-parts.js';
import { diurnal, intermittent, steady } from '../model/signal.js';

/** Somebody trains in three hours of four; a session is named by the second it began in, which no two of a device share. */
const training = intermittent('training', 0.75, 60);
const session = onlyWhile(training, as('training-session', mode('session', '训练场次', ({ at }) => `S${Math.floor(at / 1_000_000)}`)));
const score = onlyWhile(training, as('training-score', sensor('score', '评分', { unit: '分', min: 0, max: 100, resolution: 0.5 }, steady('score', 78, 24, 10))));
const battery = setting('battery', '电量', PERCENT, diurnal('battery', { mean: 64, swing: 20, peak: 9, noise: 12 }));

const headset: readonly SimulatedMetric[] = [session, score, battery];
/** Older simulators tell that somebody trained, and leave the score to the trainer. */
const unscored: readonly SimulatedMetric[] = [session, battery];

const assessed = '自动记录操作并评分 / records what is done and scores it by itself';

/** A centre that trains with headsets: most of them score a session by themselves, two older simulators do not. */
export const trainingCentre: Scenario = {
  id: 'training',
  nameZh: '虚拟现实训练中心（模拟）',
  nameEn: 'VR training centre (simulated)',
  programme: 'P1',
  direction: 'P1.2.1',
  sites: [{ id: 'centre', nameZh: '训练中心', nameEn: 'training centre' }],
  shifts: [{ start: '09:00', end: '17:00', weekdays: [1, 2, 3, 4, 5] }],
  classes: [
    { id: 'headset', nameZh: '虚拟现实头显', nameEn: 'VR headset', intervalMinutes: 60, metrics: headset },
    { id: 'simulator', nameZh: '旧式模拟机', nameEn: 'older simulator', intervalMinutes: 60, metrics: unscored },
  ],
  groups: [
    { prefix: 'VR', nameZh: '头显', nameEn: 'headset', classId: 'headset', assetKind: 'station', count: 6, intelligentGround: assessed, behaviour: 'reports', siteId: 'centre' },
    { prefix: 'SIM', nameZh: '模拟机', nameEn: 'simulator', classId: 'simulator', assetKind: 'station', count: 2, behaviour: 'reports', siteId: 'centre' },
  ],
  gateways: [],
  targets: { kind: 'promised-numbers', share: 1 },
  papers: () => ({
    figures: [], evidence: [], terms: {},
    targets: [{ indicator: 'automatic-assessment', comparator: '>=', value: 70, unit: '%', clause: 'S000 二(二)1 考核指标' }],
  }),
};
