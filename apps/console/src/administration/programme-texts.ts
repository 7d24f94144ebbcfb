import { sectionTexts } from '../i18n/section-texts.js';

/** The programmes of the platform: what people read. */
export const PROGRAMME_TEXTS = sectionTexts({
  title: '全部计划',
  about: '项目属于计划；计划一经新建不可删除。编号与指标目录中的计划一致的，带有其方向与默认目标。',
  none: '还没有计划：新建计划后，管理人员方可在其中新建项目。',
  add: '新建计划',
  added: (id: string) => `已新建计划 ${id}`,
  id: '计划编号',
  idHint: '字母、数字或 . _ -，此后不变，如 P1',
  nameZh: '中文名称',
  nameEn: '英文名称',
}, {
  title: 'All programmes',
  about: 'Projects belong to a programme, and one that was created stays. One with the id of a programme of the catalogue has its directions and default targets.',
  none: 'There are no programmes yet: officers create projects in one once it is there.',
  add: 'Create a programme',
  added: (id) => `The programme ${id} is created`,
  id: 'Id of the programme',
  idHint: 'letters, digits or . _ -; it stays, such as P1',
  nameZh: 'Chinese name',
  nameEn: 'English name',
});
