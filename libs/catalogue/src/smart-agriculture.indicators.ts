import { smartBaseRatio } from './smart-base-ratio.js';

const GOALS = '智能农业 二(三)';
const PLANTS_AND_FISH = { document: 'S002', place: GOALS, quoteZh: '设施种植和水产养殖基地智能化率达到40%以上' };

export const smartLivestockFarmRatio = smartBaseRatio({
  id: 'smart-livestock-farm-ratio', nameZh: '规模化畜禽养殖场智能化率', nameEn: 'smart share of large livestock farms', defaultTarget: 50,
  clause: { document: 'S002', place: GOALS, quoteZh: '规模化畜禽养殖场智能化率达到50%以上' },
});

export const smartFacilityPlantingRatio = smartBaseRatio({
  id: 'smart-facility-planting-ratio', nameZh: '设施种植基地智能化率', nameEn: 'smart share of facility planting bases', defaultTarget: 40, clause: PLANTS_AND_FISH,
});

export const smartAquacultureRatio = smartBaseRatio({
  id: 'smart-aquaculture-ratio', nameZh: '水产养殖基地智能化率', nameEn: 'smart share of aquaculture bases', defaultTarget: 40, clause: PLANTS_AND_FISH,
});
