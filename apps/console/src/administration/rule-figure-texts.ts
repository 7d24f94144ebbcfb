import { sectionTexts } from '../i18n/section-texts.js';

/** Figures of a rule document: what people read. */
export const RULE_FIGURE_TEXTS = sectionTexts({
  title: '文件载明的数值（补助比例、上限、起算日、名额）',
  help: '按文件逐项录入并注明条款；文件未载明的留空，不据以判定。全部留空时按指标目录中该计划文件的数值测算。',
  fields: {
    'subsidy.percent': '补助比例 %', 'subsidy.cap': '补助上限（万元）', 'subsidy.clause': '补助条款',
    'named.percent': '部级示范补助比例 %', 'named.cap': '部级示范补助上限（万元）', 'named.clause': '部级示范条款',
    'investmentFrom.day': '投资起算日', 'investmentFrom.clause': '起算日条款', 'construction.years': '最长建设期（年）', 'construction.clause': '建设期条款',
    'matching.percent': '区级配套 %', 'matching.clause': '配套条款', 'quotas.lines': '方向名额（如 P2.1.1=10）', 'quotas.clause': '名额条款（多项以 | 分隔）',
  },
}, {
  title: 'Figures of the document (rates, caps, first day, quotas)',
  help: 'Enter each figure with its clause; leave empty what the document does not say: nothing is judged by it. With all of them empty the figures of the catalogue’s document are taken.',
  fields: {
    'subsidy.percent': 'Subsidy, %', 'subsidy.cap': 'Cap (10 000 yuan)', 'subsidy.clause': 'Clause of the subsidy',
    'named.percent': 'Of named projects, %', 'named.cap': 'Cap of named projects (10 000 yuan)', 'named.clause': 'Clause of named projects',
    'investmentFrom.day': 'Investment counts from', 'investmentFrom.clause': 'Clause of that day', 'construction.years': 'Longest construction (years)', 'construction.clause': 'Clause of the construction',
    'matching.percent': 'District matches, %', 'matching.clause': 'Clause of the matching', 'quotas.lines': 'Quotas (as P2.1.1=10)', 'quotas.clause': 'Clauses of the quotas (set apart by |)',
  },
});
