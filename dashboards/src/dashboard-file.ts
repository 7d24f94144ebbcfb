import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { DashboardBuilder, DashboardLinkBuilder, DashboardLinkType, RowBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dashboard, DashboardLink, Panel, VariableModel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Audience } from './audience.js';
import type { Language, Say } from './language.js';
import { sayIn, uidIn } from './language.js';
import { arranged } from './layout.js';
import { projectHeading } from './project-heading.js';

export interface DashboardSpec {
  readonly name: string;
  readonly audience: Audience;
  readonly title: string;
  readonly description: string;
  readonly from: string;
  readonly variables: readonly Builder<VariableModel>[];
  readonly panels: readonly (Builder<Panel> | RowBuilder)[];
}

const tagOf = (language: Language): string => `yanshou-${language}`;

/** A dashboard of one language, with the way to the others of its set; of a project it says first which one. */
export function dashboardOf(language: Language, spec: DashboardSpec): Dashboard {
  const builder = new DashboardBuilder(spec.title).uid(uidIn(language, spec.name)).description(spec.description).tags([tagOf(language), spec.audience])
    .time({ from: spec.from, to: 'now' }).refresh('5m').timezone('browser').readonly().variables([...spec.variables]).links(linksOf(language, spec).map(inSight));
  const heading = spec.audience === 'project' ? [projectHeading(sayIn(language))] : [];
  return { ...builder.build(), id: null, version: 1, panels: arranged([...heading, ...spec.panels].map((panel) => (panel instanceof RowBuilder ? panel : neverMute(panel, sayIn(language))))) };
}

const CHARTS = ['timeseries', 'state-timeline', 'status-history', 'bargauge'];

/** A chart without anything says so in its language. */
const neverMute = (panel: Builder<Panel>, say: Say): Builder<Panel> => ({
  build: () => {
    const built = panel.build();
    const { defaults, overrides } = built.fieldConfig ?? { defaults: {}, overrides: [] };
    if (!CHARTS.includes(built.type) || defaults.noValue !== undefined) return built;
    return { ...built, fieldConfig: { overrides, defaults: { ...defaults, noValue: say('时段内没有数据', 'no data in the time range') } } };
  },
});

function linksOf(language: Language, { audience, name }: DashboardSpec): DashboardLinkBuilder[] {
  const say = sayIn(language);
  return [
    ...(audience === 'project' ? [toProgrammes(language), ...(name === 'project' ? [] : [toProject(language)])] : []),
    new DashboardLinkBuilder(say('全部看板', 'All dashboards')).type(DashboardLinkType.Dashboards).tags([tagOf(language)]).asDropdown(true).includeVars(true).keepTime(true),
  ];
}

/** To those dashboards of programmes that the organisation has: a member's has none, and a link to one would lead nowhere. */
const toProgrammes = (language: Language): DashboardLinkBuilder =>
  new DashboardLinkBuilder(sayIn(language)('返回项目总览', 'Back to the portfolio')).type(DashboardLinkType.Dashboards).tags([tagOf(language), 'programme']).asDropdown(false).keepTime(true);

/** From a dashboard of a part of the project to the project itself. */
const toProject = (language: Language): DashboardLinkBuilder =>
  new DashboardLinkBuilder(sayIn(language)('返回项目', 'Back to the project')).type(DashboardLinkType.Link).icon('arrow-up').url(`/d/${uidIn(language, 'project')}?var-ds=\${ds}`).keepTime(true);

/** Without a placement a link stands beside the title; the SDK puts it into a menu. */
function inSight(link: DashboardLinkBuilder): Builder<DashboardLink> {
  const { placement, ...shown } = link.build();
  return { build: () => shown };
}
