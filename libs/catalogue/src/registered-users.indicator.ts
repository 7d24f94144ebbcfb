import { declaredCount } from './declared-values.js';
import { USERS_FORMULA, USERS_OF_A_PLATFORM } from './platform-users.js';

export const registeredUsers = declaredCount({
  ...USERS_OF_A_PLATFORM, id: 'registered-users', nameZh: '平台注册用户数', nameEn: 'registered users of the platform', unit: '名',
  clause: { document: 'S001', place: '工业互联网建设成效', quoteZh: '预计平台注册用户数（名）' }, formula: USERS_FORMULA,
});
