import { grafanaAlerts } from '@yanshou/catalogue';
import type { AlertAudience } from '@yanshou/catalogue';
import { sourceName } from './audience.js';

export const ALERT_AUDIENCES: readonly AlertAudience[] = ['programme', 'platform'];

/** The rules of an audience for those who name organisation and accounts in Grafana's environment. */
export const alertFile = (audience: AlertAudience) =>
  grafanaAlerts(audience, { organisation: `\${DASHBOARDS_${audience.toUpperCase()}_ORG}`, source: sourceName(audience, '${DASHBOARDS_PROGRAMME}') });
