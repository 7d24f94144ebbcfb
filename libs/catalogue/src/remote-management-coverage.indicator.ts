import { MANAGEMENT_LINKS } from '@yanshou/telemetry';
import type { EvidenceItem, ManagedLink, ManagementLink } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import { exampleDevice, exampleInputs } from './example-inputs.js';
import type { FigureTable } from './figure-table.js';
import type { ComputedIndicator, IndicatorInputs, Outcome } from './indicator.js';
import { NETWORKED_INPUTS, intervalTotals, judgeDevices, leftOutNotes } from './networked-rule.js';
import { NO_WINDOW, insufficient } from './reasons.js';
import type { Describe } from './trace/describe.js';
import { judgedStep } from './trace/networked.trace.js';
import { sharesOfCounts } from './trace/stations.trace.js';

const ID = 'remote-management-coverage';

const LINK_NAMES: Readonly<Record<ManagementLink, BilingualText>> = {
  'rd-design': { zh: '研发设计', en: 'R&D design' }, 'production': { zh: '生产制造', en: 'production' }, 'logistics': { zh: '仓储物流', en: 'warehousing and logistics' },
};

/** One link with what shows that a system of it lives, and what describes it. */
interface JudgedLink {
  readonly link: ManagementLink;
  readonly devices: number;
  readonly live: readonly string[];
  readonly accepted: readonly string[];
  readonly awaiting: readonly string[];
}

function compute(inputs: IndicatorInputs): Outcome {
  if (!inputs.hasWindow) return insufficient(NO_WINDOW);
  if (inputs.managedLinks.length === 0) return insufficient(NO_LINKS);
  const links = MANAGEMENT_LINKS.map((link) => judgeLink(link, inputs));
  const managed = links.filter(({ live, accepted }) => live.length > 0 && accepted.length > 0);
  const possible = links.filter(({ live, accepted, awaiting }) => live.length > 0 && accepted.length + awaiting.length > 0);
  const named = new Set(inputs.managedLinks.flatMap(({ devices }) => devices));
  const judged = judgeDevices(inputs.devices.filter(({ id }) => named.has(id)), inputs.networkedThreshold);
  return {
    kind: 'value',
    ratio: { numerator: managed.length, denominator: MANAGEMENT_LINKS.length },
    counted: [...new Set(managed.flatMap(({ live }) => live))].sort(),
    intervals: intervalTotals(judged), ...leftOutNotes(judged),
    figures: { devices: judged, tables: [linkTable(links)] },
    ...(possible.length > managed.length && { withSubmitted: { numerator: possible.length, denominator: MANAGEMENT_LINKS.length } }),
  };
}

const trace: Describe = (inputs, { figures: { devices = [] } }, indicator) => {
  const links = MANAGEMENT_LINKS.map((link) => judgeLink(link, inputs));
  const columns = [{ zh: '环节', en: 'link' }, { zh: '在线设备', en: 'live devices' }, { zh: '已确认佐证', en: 'accepted evidence' }];
  const rows = links.map(({ link, live, accepted }) => ({ cells: [LINK_NAMES[link], live.join(' '), accepted.join(' ')], above: live.length > 0 && accepted.length > 0, below: true, source: { kind: 'contract' } as const }));
  return [judgedStep(devices, inputs), ...sharesOfCounts(indicator, LINKS, columns, rows)];
};

const LINKS = {
  above: { zh: '有在线系统且有佐证的环节', en: 'links with a live system and evidence' }, below: { zh: '条款所列环节', en: 'links of the clause' }, unit: '个',
  formula: { above: { zh: '至少一台设备联网且至少一件佐证已确认的环节计数', en: 'number of links with a networked device and an accepted item' }, below: { zh: '环节计数', en: 'number of links' } },
} as const;

function judgeLink(link: ManagementLink, { managedLinks, devices, evidence, term, networkedThreshold }: IndicatorInputs): JudgedLink {
  const named: Pick<ManagedLink, 'devices' | 'evidence'> = managedLinks.find((one) => one.link === link) ?? { devices: [], evidence: [] };
  const judged = judgeDevices(devices.filter(({ id }) => named.devices.includes(id)), networkedThreshold);
  const items = evidence.filter(({ id, indicator, datedAt }) => indicator === ID && named.evidence.includes(id) && datedAt !== undefined && datedAt >= term.from && datedAt < term.to);
  const idsOf = (status: EvidenceItem['status']): readonly string[] => items.filter((item) => item.status === status).map(({ id }) => id).sort();
  return { link, devices: named.devices.length, live: judged.filter(({ networked }) => networked).map(({ id }) => id), accepted: idsOf('accepted'), awaiting: idsOf('submitted') };
}

const linkTable = (links: readonly JudgedLink[]): FigureTable => ({
  title: { zh: '各环节的在用系统与佐证', en: 'live systems and evidence of each link' },
  columns: [
    { zh: '环节', en: 'link' }, { zh: '系统设备', en: 'devices named' }, { zh: '在线', en: 'live' }, { zh: '已确认佐证', en: 'accepted evidence' }, { zh: '待确认佐证', en: 'evidence awaiting' },
  ],
  rows: links.map(({ link, devices, live, accepted, awaiting }) => [LINK_NAMES[link], devices, live.length, accepted.join(' '), awaiting.join(' ')]),
});

const NO_LINKS: BilingualText = {
  zh: '任务书未列出各环节的系统（设备与佐证）',
  en: 'the contract names the systems of no link (devices and evidence)',
};

const system = (id: string, valid: number) => exampleDevice(id, { assetKind: 'computer', equipment: false, expected: 100, valid, calendarExpected: 100, calendarValid: valid });
const item = (id: string, status: EvidenceItem['status'], datedAt = 5): EvidenceItem => ({ id, indicator: ID, status, datedAt, sha256: id.repeat(32).slice(0, 64) });
const judged = (id: string, valid: number, networked: boolean) =>
  ({ id, expected: 100, valid, networked, calendarExpected: 100, calendarValid: valid, calendarNetworked: networked, reason: null });

export const remoteManagementCoverage: ComputedIndicator = {
  id: ID,
  nameZh: '远程智能管理环节覆盖',
  nameEn: 'links of the business under remote smart management',
  unit: '%',
  scale: 100,
  comparator: '>=',
  defaultTarget: 100,
  programme: 'P1',
  directions: ['P1.1.2'],
  clause: { document: 'S000', place: '一(二)2 考核指标(1)', quoteZh: '实现研发设计、生产制造、仓储物流等环节综合性的远程智能管理' },
  kind: 'mixed',
  sourceKind: 'entered',
  computed: true,
  inputs: [
    ...NETWORKED_INPUTS,
    { name: 'evidence', unit: { zh: '系统说明或验收记录', en: 'description or acceptance record of a system' }, aggregation: { zh: '已确认、日期在项目期内', en: 'accepted, dated within the term' } },
    { name: 'contract-scope', unit: { zh: '环节', en: 'links' }, aggregation: { zh: '任务书所列各环节的设备与佐证', en: 'devices and evidence that the contract names for each link' } },
  ],
  gates: ['platform'],
  formula: {
    zh: '研发设计、生产制造、仓储物流三个环节中，至少有一台系统设备联网且至少有一件已确认佐证的环节数 ÷ 3 × 100%',
    en: 'links of R&D design, production, warehousing/logistics with at least one networked device of a system and one accepted item of evidence ÷ 3 × 100 %',
  },
  ownDefinition: {
    zh: '“远程智能管理”按任务书所列系统在线（联网率的判定规则）并有佐证计，为本平台定义',
    en: '"remote smart management": a system that the contract names is live (by the rule of the networked ratio) and evidenced; a definition of this platform',
  },
  formulaVersion: '1.2.0',
  compute,
  trace,
  workedExamples: [
    {
      title: { zh: '生产环节在线且有佐证；研发佐证待确认；物流系统离线', en: 'production is live and evidenced; evidence of R&D awaits a decision; the system of logistics is silent' },
      inputs: exampleInputs([system('WMS', 10), system('PLM', 90), system('MES', 80)], {
        managedLinks: [
          { link: 'logistics', devices: ['WMS'], evidence: ['c'] }, { link: 'production', devices: ['MES'], evidence: ['b', 'x'] }, { link: 'rd-design', devices: ['PLM'], evidence: ['a'] },
        ],
        evidence: [item('c', 'accepted'), item('b', 'accepted'), item('a', 'submitted'), item('x', 'rejected')],
      }),
      expected: {
        kind: 'value', ratio: { numerator: 1, denominator: 3 }, counted: ['MES'], intervals: { expected: 300, valid: 180 }, withSubmitted: { numerator: 2, denominator: 3 },
        figures: {
          devices: [judged('MES', 80, true), judged('PLM', 90, true), judged('WMS', 10, false)],
          tables: [{
            title: { zh: '各环节的在用系统与佐证', en: 'live systems and evidence of each link' },
            columns: [
              { zh: '环节', en: 'link' }, { zh: '系统设备', en: 'devices named' }, { zh: '在线', en: 'live' }, { zh: '已确认佐证', en: 'accepted evidence' }, { zh: '待确认佐证', en: 'evidence awaiting' },
            ],
            rows: [[LINK_NAMES['rd-design'], 1, 1, '', 'a'], [LINK_NAMES.production, 1, 1, 'b', ''], [LINK_NAMES.logistics, 1, 0, 'c', '']],
          }],
        },
      },
    },
  ],
  noDataCases: [
    { title: { zh: '任务书未列系统', en: 'the contract names no system' }, inputs: exampleInputs([system('MES', 100)]) },
    { title: { zh: '时段为空', en: 'empty window' }, inputs: exampleInputs([], { hasWindow: false, managedLinks: [{ link: 'production', devices: ['MES'], evidence: [] }] }) },
  ],
};
