import { clausesOf } from './programme.js';
import type { BudgetForm, BudgetLine } from './programme.js';

const s001 = clausesOf('S001');
const PLACE = '附件9—1 项目资金预算总表';

const line = (id: string, zh: string, en: string): BudgetLine => ({ id, zh, en, clause: s001(PLACE, zh) });

/** The budget table of programme P2, in units of 10 000 yuan. */
export const P2_BUDGET: BudgetForm = {
  lines: [
    line('design', '方案（系统）设计费', 'design of the scheme or system'),
    {
      ...line('equipment', '设备购置及安装费', 'purchase and installation of equipment'),
      excluded: { zh: '不含数控机床、加工中心、工业机器人的数字化生产装备购置费', en: 'no numerically controlled machines, machining centres or industrial robots' },
    },
    line('software-purchase', '软件购置及安装费', 'purchase and installation of software'),
    line('software-development', '软件开发费', 'development of software'),
    { ...line('network', '网络建设改造费', 'building and rebuilding of networks'), excluded: { zh: '不含机房建设等土建费用', en: 'no civil works such as machine rooms' } },
    line('cloud-services', '云服务购置费', 'purchase of cloud services'),
    line('integration', '系统集成、监理及实施费', 'integration, supervision and implementation'),
    line('outsourced-tests', '试验外协费', 'tests by others'),
    line('expert-advice', '专家论证咨询等费用', 'expert opinions and advice'),
    line('loan-interest', '贷款贴息费', 'subsidised interest of loans'),
    line('audit', '审计等管理费', 'audit and administration'),
    line('other', '其它费用', 'other costs'),
  ],
  columns: [
    { id: 'budget', zh: '预算金额', en: 'budget' },
    { id: 'requested', zh: '其中：申请专项资金', en: 'of it: requested from the programme' },
    { id: 'basis', zh: '计算依据', en: 'basis of calculation' },
    { id: 'audited', zh: '审定金额', en: 'audited amount' },
  ],
  sources: [
    { id: 'own', zh: '单位自筹', en: 'own funds' },
    { id: 'programme', zh: '申请专项资金', en: 'requested from the programme' },
  ],
};
