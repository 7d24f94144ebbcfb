import type { PlatformMetric } from './platform-health.js';

/** Prometheus text exposition format 0.0.4. */
export const prometheusText = (metrics: readonly PlatformMetric[]): string =>
  metrics.map((m) => `# HELP ${m.name} ${m.help}\n# TYPE ${m.name} ${m.type}\n${m.name} ${m.value}\n`).join('');
