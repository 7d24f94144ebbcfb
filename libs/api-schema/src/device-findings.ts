import { z } from 'zod';
import { operations } from './operation.js';
import { bilingual, id, isoTime } from './primitives.js';
import { ofProject } from './projects.js';

/** The same machine in the inventory of another project: moved, or counted twice. */
const deviceFinding = z.object({
  code: z.enum(['serial-elsewhere', 'asset-elsewhere']), device: id, number: z.string(), commissionedAt: isoTime.nullable(), message: bilingual,
  others: z.array(z.object({
    project: id, nameZh: z.string(), nameEn: z.string(), programme: id, device: id, commissionedAt: isoTime.nullable(),
    overlap: z.object({ from: isoTime, to: isoTime }).nullable().meta({ description: '两项目考核时段重叠、设备又同属两项目的部分；期内移装且日期已登记的为空 / the time of both windows in which the device is in both projects; null where it moved from the one to the other by its dates' }),
  })),
  beyondScope: z.int().meta({ description: '您无权查看的其他项目中的台数 / devices in projects that are not for the caller to see' }),
}).meta({ id: 'DeviceFinding' });

export const deviceFindingOperations = operations({
  listDeviceFindings: {
    method: 'get', path: '/projects/{p}/devices/findings', tag: 'inventory', need: 'decide-project',
    summary: { zh: '疑点线索（待核实）：同一设备也登记在其他项目中（期内移装或重复计入）', en: 'leads to look into: the same machine is in the inventory of another project too, moved in the period or counted twice' },
    params: ofProject, answer: { status: 200, json: z.object({ items: z.array(deviceFinding) }) },
  },
});
