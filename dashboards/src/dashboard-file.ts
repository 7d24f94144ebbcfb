import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { DashboardBuilder, DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dashboard, DashboardLink, Panel, RowBuilder, VariableModel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Audience } from './audience.js';
import type { Language } from './language.js';
import { sayIn, uidIn } from './language.js';
import { arranged } from './layout.js';

export interface DashboardSpec {
  readonly name: string;
  readonly audience: Audience;
  readonly title: string;
  readonly description: string;
  readonly from: string;
  readonly variables: readonly Builder<VariableModel>[];
  readonly panels: readonly (Builder<Panel> | RowBuilder)[];
}

/** A dashboard of one language, with the way to the others of its set. */
export function dashboardOf(language: Language, spec: DashboardSpec): Dashboard {
  const say = sayIn(language);
  const tag = `yanshou-${language}`;
  const builder = new DashboardBuilder(spec.title).uid(uidIn(language, spec.name)).description(spec.description).tags([tag, spec.audience])
    .time({ from: spec.from, to: 'now' }).refresh('5m').timezone('browser').readonly().variables([...spec.variables])
    .links([
      ...(spec.audience === 'project' ? [back(language), ...(spec.name === 'project' ? [] : [toProject(language)])] : []),
      new DashboardLinkBuilder(say('全部看板', 'All dashboards')).type(DashboardLinkType.Dashboards).tags([tag]).asDropdown(true).includeVars(true).keepTime(true),
    ]);
  const dashboard = builder.build();
  return { ...dashboard, id: null, version: 1, panels: arranged(spec.panels) };
}

/** From a dashboard of a part of the project to the project itself. */
const toProject = (language: Language): Builder<DashboardLink> =>
  new DashboardLinkBuilder(sayIn(language)('返回项目', 'Back to the project')).type(DashboardLinkType.Link).icon('arrow-up').url(`/d/${uidIn(language, 'project')}?var-ds=\${ds}`).keepTime(true);

const back = (language: Language): Builder<DashboardLink> =>
  new DashboardLinkBuilder(sayIn(language)('返回项目总览', 'Back to the portfolio')).type(DashboardLinkType.Link).icon('arrow-left').url(`/d/${uidIn(language, 'portfolio')}`).keepTime(true);
