import { declaredCount } from './declared-values.js';
import { USERS_FORMULA, USERS_OF_A_PLATFORM } from './platform-users.js';

export const enterpriseUsers = declaredCount({
  ...USERS_OF_A_PLATFORM, id: 'enterprise-users', nameZh: '服务企业用户总数', nameEn: 'enterprises served', unit: '个',
  clause: { document: 'S001', place: '工业互联网建设成效', quoteZh: '预计平台服务企业用户总数（个）' }, formula: USERS_FORMULA,
});
