/** What S001 counts of an industrial internet platform's users. */
export const USERS_OF_A_PLATFORM = { programme: 'P2', directions: ['P2.2.1', 'P2.2.2', 'P2.2.3', 'P2.2.4', 'P2.2.5'], comparator: '>=', defaultTarget: null, ownDefinition: null } as const;
export const USERS_FORMULA = { zh: '由用户系统导出、经确认的期末数', en: 'the accepted count at the end of the period, by export of the user system' };
