import type { AlertAudience } from '@yanshou/catalogue';
import type { Programme, ProjectRecord } from '@yanshou/registry';
import type { DatabaseNames } from '@yanshou/store-influx';

/** What a data source of Grafana reads, under the name by which links and alert rules find it. */
export interface AudienceSource {
  readonly name: string;
  readonly database: string;
  /** How often something new is written there. */
  readonly interval: '1m' | '5m';
}

/** People who may see the same: an organisation of Grafana, with the databases that it reads. */
export interface Audience {
  /** As docs/grafana.md names organisations. */
  readonly name: string;
  /** Folders of generated dashboards that are for them. */
  readonly folders: readonly ('platform' | 'programme' | 'project')[];
  /** The first is that of their own figures. */
  readonly sources: readonly AudienceSource[];
  /** What they are told of those; none of one project. */
  readonly alerts?: AlertAudience;
}

/** Operators, the officers of each programme with its projects, and the members of each project. */
export function audiencesOf(names: DatabaseNames, programmes: readonly Pick<Programme, 'id'>[], projects: readonly Pick<ProjectRecord, 'id' | 'programme'>[]): Audience[] {
  const sourceOf = ({ id }: { readonly id: string }): AudienceSource => ({ name: `yanshou-project-${id}`, database: names.project(id), interval: '1m' });
  return [
    { name: 'platform', folders: ['platform'], alerts: 'platform', sources: [{ name: 'yanshou-platform', database: names.platform, interval: '1m' }] },
    ...programmes.map(({ id }): Audience => ({
      name: `programme-${id}`, folders: ['programme', 'project'], alerts: 'programme',
      sources: [{ name: `yanshou-programme-${id}`, database: names.programme(id), interval: '5m' }, ...projects.filter(({ programme }) => programme === id).map(sourceOf)],
    })),
    ...projects.map((project): Audience => ({ name: `project-${project.id}`, folders: ['project'], sources: [sourceOf(project)] })),
  ];
}

/** Each once. */
export const databasesOf = (audiences: readonly Audience[]): string[] => [...new Set(audiences.flatMap(({ sources }) => sources.map(({ database }) => database)))];
