import { smartBaseRatio } from './smart-base-ratio.js';

export const smartFacilityPlantingRatio = smartBaseRatio('greenhouse', {
  id: 'smart-facility-planting-ratio', nameZh: '设施种植基地智能化率', nameEn: 'smart share of facility planting bases', defaultTarget: 40,
  clause: { document: 'S002', place: '智能农业 二(三)', quoteZh: '设施种植和水产养殖基地智能化率达到40%以上' },
});
