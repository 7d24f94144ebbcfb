import { classTemplate, minimumData } from '@yanshou/catalogue';
import type { BilingualText, ClassTemplate, FigureTable } from '@yanshou/catalogue';
import type { RowFigures } from '../indicator-row.js';
import type { Measurement } from '../measurement.js';

/** Adds what each device judged delivered of the minimum data set of its class; nothing where no class has a template. */
export function withMinimumData(figures: RowFigures, measurement: Measurement): RowFigures {
  if (figures.perDevice === undefined) return figures;
  const templates = templatesOf(measurement);
  const judged = figures.perDevice.flatMap(({ id }) => {
    const template = templates.get(id);
    return template ? [{ id, template }] : [];
  });
  return judged.length === 0 ? figures : { ...figures, tables: [...(figures.tables ?? []), minimumTable(judged, measurement)] };
}

function templatesOf({ context: { inventory } }: Measurement): ReadonlyMap<string, ClassTemplate> {
  const classes = new Map(inventory.classes.map((one) => [one.id, classTemplate(one.template)]));
  return new Map(inventory.devices.flatMap(({ id, classId }) => {
    const template = classes.get(classId);
    return template ? [[id, template] as const] : [];
  }));
}

function minimumTable(judged: readonly { readonly id: string; readonly template: ClassTemplate }[], { activity }: Measurement): FigureTable {
  const valid = new Map(activity.map(([device, metric, count]) => [`${device}\n${metric}`, count]));
  return {
    title: { zh: '最低数据集', en: 'minimum data set' },
    columns: [{ zh: '设备', en: 'device' }, { zh: '类别模板', en: 'template of the class' }, { zh: '已送达测点', en: 'delivered' }, { zh: '缺少', en: 'missing' }],
    rows: judged.map(({ id, template }) => {
      const { delivered, missing } = minimumData(template, (metric) => valid.get(`${id}\n${metric}`) ?? 0);
      const lacking: BilingualText = { zh: missing.map(({ nameZh }) => nameZh).join('、'), en: missing.map(({ nameEn }) => nameEn).join(', ') };
      return [id, { zh: template.nameZh, en: template.nameEn }, delivered.join(' '), missing.length === 0 ? null : lacking];
    }),
  };
}
