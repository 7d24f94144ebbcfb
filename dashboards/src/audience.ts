/** Whose database a dashboard reads. */
export type Audience = 'programme' | 'project' | 'platform';

/** The uid and the name of a data source: an organisation's links find it by this rule. */
export const sourceName = (audience: Audience, id: string): string => (audience === 'platform' ? 'yanshou-platform' : `yanshou-${audience}-${id}`);
