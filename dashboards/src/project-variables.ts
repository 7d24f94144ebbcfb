import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { VariableModel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Say } from './language.js';
import { DEVICES_OF_SITE, SITES } from './queries.js';
import { choice, sourceVariable, zoneVariable } from './variables.js';

/** Project, site and devices of the chosen sites: what every dashboard of a project begins with. */
export const projectVariables = (say: Say): Builder<VariableModel>[] => [
  sourceVariable('project', say('项目', 'Project')),
  choice({ name: 'site', label: say('场所', 'Site'), query: SITES }),
  choice({ name: 'device', label: say('设备', 'Device'), query: DEVICES_OF_SITE, listed: true }),
  zoneVariable(say),
];
