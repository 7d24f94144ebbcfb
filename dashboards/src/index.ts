export { generatedFiles } from './generated-files.js';
export type { GeneratedFile } from './generated-files.js';
export { ALL_DASHBOARDS } from './all-dashboards.js';
export { ALERT_AUDIENCES } from './alert-rules.js';
export { PROMETHEUS_RULES, metricsOfRules } from './prometheus-rules.js';
export { MOST_BUCKETS } from './panels/panel-spec.js';
