import type { ChartedFigure } from '@yanshou/kpi';
import type { DayFigure } from '@yanshou/store-influx';
import type { Micros, ProjectInventory } from '@yanshou/telemetry';

/** What was computed of the day that begins at `at`; of devices that the inventory has. */
export function dayFigures(charted: readonly ChartedFigure[], { project, devices }: Pick<ProjectInventory, 'project' | 'devices'>, at: Micros): DayFigure[] {
  const known = new Map(devices.map((device) => [device.id, device]));
  return charted.flatMap(({ indicator, note, ...figure }): DayFigure[] => {
    const device = figure.device === null ? undefined : known.get(figure.device);
    if (figure.device !== null && device === undefined) return [];
    const place = device && { ...(device.siteId === undefined ? {} : { site: device.siteId }), deviceClass: device.classId };
    return [{ ...figure, ...place, project, at, noteZh: note?.zh ?? '', noteEn: note?.en ?? '' }];
  });
}
