import { ALERT_AUDIENCES, alertFile } from './alert-rules.js';
import { ALL_DASHBOARDS } from './all-dashboards.js';
import { LANGUAGES } from './language.js';
import { prometheusRuleFile } from './prometheus-rules.js';

export interface GeneratedFile {
  /** Below `dashboards/`, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Every file that is generated, with what it must hold. */
export const generatedFiles = (): GeneratedFile[] => [
  // Not NAME.json: Nx would take a project.json for one of its own.
  ...LANGUAGES.flatMap((language) => ALL_DASHBOARDS.map(({ name, audience, in: build }) =>
    ({ path: `generated/${language}/${audience}/yanshou-${name}.json`, text: jsonText(build(language)) }))),
  // JSON is YAML, and the ending is the one that every version of Grafana reads.
  ...ALERT_AUDIENCES.map((audience) => ({ path: `provisioning/alerting/${audience}.yaml`, text: jsonText(alertFile(audience)) })),
  { path: 'provisioning/prometheus/yanshou.rules.yml', text: jsonText(prometheusRuleFile()) },
];

const jsonText = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
