import type { Say } from './language.js';
import { heading } from './panels/figures.js';
import { latestPoint } from './queries.js';

/** Which project it is that is shown: a link to one that this Grafana has no data source of opens another. */
export const projectHeading = (say: Say) => heading({
  title: '', width: 24, height: 3, empty: say('此数据源中没有项目', 'no project in this data source'),
  queries: [{ query: latestPoint('project', { pick: say('name_zh', 'name_en'), beside: [], where: '"project" =~ /.*/', by: ['project'] }) }],
  fields: { project: { title: say('项目编号', 'project id') }, [say('name_zh', 'name_en')]: { title: say('项目', 'project') } },
});
