import { smartBaseRatio } from './smart-base-ratio.js';

export const smartLivestockFarmRatio = smartBaseRatio('livestock', {
  id: 'smart-livestock-farm-ratio', nameZh: '规模化畜禽养殖场智能化率', nameEn: 'smart share of large livestock farms', defaultTarget: 50,
  clause: { document: 'S002', place: '智能农业 二(三)', quoteZh: '规模化畜禽养殖场智能化率达到50%以上' },
});
