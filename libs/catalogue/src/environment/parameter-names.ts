import type { AirRole, WaterRole } from '@yanshou/telemetry';
import type { BilingualText } from '../bilingual.js';

/** Pollutants are written alike in both languages. */
export const AIR_NAMES: Readonly<Record<AirRole, string>> = { 'pm2.5': 'PM2.5', 'pm10': 'PM10', 'so2': 'SO₂', 'no2': 'NO₂', 'co': 'CO', 'o3': 'O₃' };

export const WATER_NAMES: Readonly<Record<WaterRole, BilingualText>> = {
  'water-temperature': { zh: '水温', en: 'water temperature' }, 'ph': { zh: 'pH 值', en: 'pH' }, 'dissolved-oxygen': { zh: '溶解氧', en: 'dissolved oxygen' },
  'permanganate-index': { zh: '高锰酸盐指数', en: 'permanganate index' }, 'cod': { zh: '化学需氧量', en: 'chemical oxygen demand' },
  'bod5': { zh: '五日生化需氧量', en: 'biochemical oxygen demand (5 days)' }, 'ammonia-nitrogen': { zh: '氨氮', en: 'ammonia nitrogen' },
  'total-phosphorus': { zh: '总磷', en: 'total phosphorus' }, 'total-nitrogen': { zh: '总氮', en: 'total nitrogen' }, 'copper': { zh: '铜', en: 'copper' },
  'zinc': { zh: '锌', en: 'zinc' }, 'fluoride': { zh: '氟化物', en: 'fluoride' }, 'selenium': { zh: '硒', en: 'selenium' }, 'arsenic': { zh: '砷', en: 'arsenic' },
  'mercury': { zh: '汞', en: 'mercury' }, 'cadmium': { zh: '镉', en: 'cadmium' }, 'hexavalent-chromium': { zh: '六价铬', en: 'hexavalent chromium' },
  'lead': { zh: '铅', en: 'lead' }, 'cyanide': { zh: '氰化物', en: 'cyanide' }, 'volatile-phenol': { zh: '挥发酚', en: 'volatile phenol' },
  'petroleum': { zh: '石油类', en: 'petroleum' }, 'anionic-surfactant': { zh: '阴离子表面活性剂', en: 'anionic surfactant' }, 'sulphide': { zh: '硫化物', en: 'sulphide' },
  'faecal-coliform': { zh: '粪大肠菌群', en: 'faecal coliforms' }, 'inorganic-nitrogen': { zh: '无机氮', en: 'inorganic nitrogen' },
  'active-phosphate': { zh: '活性磷酸盐', en: 'active phosphate' }, 'non-ionic-ammonia': { zh: '非离子氨', en: 'non-ionic ammonia' },
};
