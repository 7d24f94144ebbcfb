import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Audience } from './audience.js';
import { device } from './dashboards/device.js';
import { environment } from './dashboards/environment.js';
import { farm } from './dashboards/farm.js';
import { platform } from './dashboards/platform.js';
import { portfolio } from './dashboards/portfolio.js';
import { project } from './dashboards/project.js';
import { workshop } from './dashboards/workshop.js';
import type { Language } from './language.js';

export interface NamedDashboard {
  readonly name: string;
  readonly audience: Audience;
  readonly in: (language: Language) => Dashboard;
}

export const ALL_DASHBOARDS: readonly NamedDashboard[] = [
  { name: 'portfolio', audience: 'programme', in: portfolio },
  { name: 'project', audience: 'project', in: project },
  { name: 'workshop', audience: 'project', in: workshop },
  { name: 'farm', audience: 'project', in: farm },
  { name: 'environment', audience: 'project', in: environment },
  { name: 'device', audience: 'project', in: device },
  { name: 'platform', audience: 'platform', in: platform },
];
