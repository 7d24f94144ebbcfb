import { clausesOf } from './programme.js';
import type { MonitoringRequirement } from './programme.js';

const s000 = clausesOf('S000');
const s002 = clausesOf('S002');

type Parameter = readonly [id: string, zh: string, en: string];
const parameters = (...rows: readonly Parameter[]): MonitoringRequirement['parameters'] => rows.map(([id, zh, en]) => ({ id, zh, en }));

/** What must be monitored, by domain: what a live base, farm, workshop or station has to deliver. */
export const P3_MONITORING: readonly MonitoringRequirement[] = [
  {
    id: 'aquaculture', zh: '智能水产', en: 'aquaculture', ownDefinition: false,
    clause: s002('智能农业 三(二)1', '溶解氧、水温、酸碱度、盐度、氨氮等水质参数的实时监测'),
    parameters: parameters(
      ['dissolved-oxygen', '溶解氧', 'dissolved oxygen'], ['water-temperature', '水温', 'water temperature'], ['ph', '酸碱度', 'pH'], ['salinity', '盐度', 'salinity'],
      ['ammonia-nitrogen', '氨氮', 'ammonia nitrogen'], ['feeding', '精准投喂', 'feeding'], ['aeration', '增氧', 'aeration'], ['water-change', '换水', 'water change'],
      ['disease-warning', '病害监测预警', 'disease warning'],
    ),
  },
  {
    id: 'greenhouse', zh: '智能园艺', en: 'greenhouse', ownDefinition: false,
    clause: s002('智能农业 三(二)2', '逐步实现对温、光、水、肥、气等环境因子的实时监测和智能调控'),
    parameters: parameters(
      ['temperature', '温度', 'temperature'], ['light', '光照', 'light'], ['water', '水分', 'water'], ['fertiliser', '肥料', 'fertiliser'], ['gas', '气体（CO₂）', 'gas (CO₂)'],
      ['irrigation', '自动喷滴灌', 'irrigation'],
    ),
  },
  {
    id: 'livestock', zh: '智能畜牧', en: 'livestock', ownDefinition: false,
    clause: s002('智能农业 三(二)3', '养殖场环境智能监控系统和养殖个体体征智能监测系统'),
    parameters: parameters(
      ['barn-environment', '养殖场环境', 'barn environment'], ['vital-signs', '养殖个体体征', 'individual vital signs'], ['feeding', '精细饲喂', 'feeding'],
      ['epidemic-warning', '疫病预警', 'epidemic warning'], ['traceability', '二维码、RFID 追溯', 'traceability by QR or RFID'],
    ),
  },
  {
    id: 'seed', zh: '智能种业', en: 'seed', ownDefinition: false,
    clause: s002('智能农业 三(二)4', '形成以品种身份证数据为核心的种子质量监管体系'),
    parameters: parameters(['identity', '品种身份', 'identity'], ['traceability', '生产、经营、流通追溯', 'traceability from production to sale']),
  },
  {
    id: 'farm-machinery', zh: '智能农机', en: 'farm machinery', ownDefinition: true,
    clause: s002('智能农业 二(三)', '在智能水产、智能园艺、智能畜牧、智能种业和智能农机5个重点领域'),
    parameters: parameters(['position', '位置', 'position'], ['area-worked', '作业面积', 'area worked'], ['tillage-depth', '耕作深度', 'tillage depth'], ['remote-diagnosis', '远程诊断', 'remote diagnosis']),
  },
  {
    id: 'workshop', zh: '车间与工厂', en: 'workshop and factory', ownDefinition: false,
    clause: s002('智能制造 四(二)', '实现对关键工艺参数、产品质量、设备状态及人员等数据的实时采集'),
    parameters: parameters(
      ['state', '设备状态', 'state'], ['output', '产量', 'output'], ['quality', '产品质量（SPC）', 'quality (SPC)'], ['energy', '能耗', 'energy'], ['process', '关键工艺参数', 'key process parameters'],
    ),
  },
  {
    id: 'environment', zh: '环境', en: 'environment', ownDefinition: false,
    clause: s000('四(二)2', '针对大气、水、土壤及固废等重污染成因精细化分析和精准控制需求'),
    parameters: parameters(
      ['air', '大气', 'air'], ['water', '水', 'water'], ['marine', '近岸海域', 'marine'], ['soil', '土壤', 'soil'], ['solid-waste', '固废', 'solid waste'],
      ['parks', '重点行业及工业园区', 'key industries and parks'],
    ),
  },
  {
    id: 'health', zh: '智能医疗与健康', en: 'health', ownDefinition: false,
    clause: s002('智能医疗与健康 三(三)4', '推广智能可穿戴设备和智能分析系统的应用'),
    parameters: parameters(['wearables', '可穿戴设备', 'wearables'], ['vital-signs', '体征', 'vital signs']),
  },
  {
    id: 'transport', zh: '智能交通', en: 'transport', ownDefinition: true,
    clause: s002('总体 三(六)', '完成公交车辆100%远程监测'),
    parameters: parameters(['buses', '公交车辆', 'buses'], ['trucks', '货运车辆', 'trucks'], ['cold-chain', '冷链', 'cold chain']),
  },
];
