import { useQuery } from '@tanstack/react-query';
import type { ProjectDetail } from '@yanshou/api-schema';
import { LIFE_CYCLE_STATES } from '@yanshou/telemetry';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { devicesQuery } from '../../api/queries.js';
import { evidenceQuery, lifeCycleQuery, milestonesQuery, reconciliationQuery } from '../../api/work-queries.js';
import { useLanguage } from '../../i18n/language-context.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { countStates } from '../device-filter.js';
import { countByStatus } from '../evidence/evidence-view.js';
import { NoContract } from '../no-contract.js';
import { tabAddress } from '../project-tabs.js';
import type { TabId } from '../project-tabs.js';
import { STANDING_TEXTS } from './standing-texts.js';

/** Stage, milestones, evidence, ledger and devices at a glance; each leads to its page. */
export function OverviewSection({ project }: { readonly project: ProjectDetail }) {
  const texts = useSectionTexts(STANDING_TEXTS);
  return (
    <>
      {project.contract === null && <NoContract project={project} />}
      <nav className="tiles" aria-label={texts.glance}>
        {project.contract !== null && <StageTile project={project.id} />}
        <MilestonesTile project={project.id} />
        <EvidenceTile project={project.id} />
        <LedgerTile project={project.id} />
        <DevicesTile project={project.id} />
      </nav>
    </>
  );
}

interface TileProps {
  readonly to: string;
  readonly term: string;
  readonly figure: ReactNode;
  readonly note?: string | undefined;
  readonly isBad?: boolean;
}

const Tile = ({ to, term, figure, note, isBad = false }: TileProps) => (
  <Link className="tile" to={to}>
    <span className="tile__term">{term}</span>
    <span className="tile__figure">{figure}</span>
    {note !== undefined && <span className={isBad ? 'tile__note tile__note--bad' : 'tile__note'}>{note}</span>}
  </Link>
);

type OfProject = { readonly project: string };
const leads = (project: string, tab: TabId, section: string): string => `${tabAddress(project, tab)}#${section}`;

function StageTile({ project }: OfProject) {
  const { language } = useLanguage();
  const texts = useSectionTexts(STANDING_TEXTS);
  const { data: life } = useQuery(lifeCycleQuery(project));
  const deadline = life?.deadline;
  const note = deadline && `${deadline[language]} · ${(deadline.overdue ? texts.daysOver : texts.daysLeft)(deadline.days)}`;
  return <Tile to={leads(project, 'progress', 'life')} term={texts.stage} figure={life ? LIFE_CYCLE_STATES[life.state][language] : texts.unknown} note={note ?? undefined} isBad={deadline?.overdue === true} />;
}

function MilestonesTile({ project }: OfProject) {
  const texts = useSectionTexts(STANDING_TEXTS);
  const { data: items } = useQuery(milestonesQuery(project));
  const to = leads(project, 'progress', 'milestones');
  if (items === undefined || items.length === 0) return <Tile to={to} term={texts.milestones} figure={items ? texts.noMilestones : texts.unknown} />;
  const overdue = items.filter(({ state }) => state === 'overdue').length;
  const done = items.filter(({ state }) => state === 'done' || state === 'done-late').length;
  return <Tile to={to} term={texts.milestones} figure={texts.doneOf(done, items.length)} note={overdue > 0 ? texts.overdue(overdue) : texts.noneOverdue} isBad={overdue > 0} />;
}

function EvidenceTile({ project }: OfProject) {
  const texts = useSectionTexts(STANDING_TEXTS);
  const { data: items } = useQuery(evidenceQuery(project));
  const to = leads(project, 'evidence', 'evidence');
  if (items === undefined || items.length === 0) return <Tile to={to} term={texts.evidence} figure={items ? texts.noEvidence : texts.unknown} />;
  const { accepted, submitted } = countByStatus(items);
  return <Tile to={to} term={texts.evidence} figure={texts.accepted(accepted)} note={texts.awaiting(submitted)} />;
}

function LedgerTile({ project }: OfProject) {
  const texts = useSectionTexts(STANDING_TEXTS);
  const { data: view } = useQuery(reconciliationQuery(project));
  const to = leads(project, 'ledger', 'ledger');
  if (!view?.ledger || view.equipment.byLedger === null) return <Tile to={to} term={texts.ledger} figure={view ? texts.noLedger : texts.unknown} note={view && texts.equipment(view.equipment.inventory)} />;
  const { equipment: { inventory, byLedger }, findings } = view;
  return <Tile to={to} term={texts.ledger} figure={findings.length === 0 ? texts.agreed : texts.differences(findings.length)} note={`${texts.equipment(inventory)} · ${texts.byLedger(byLedger)}`} />;
}

function DevicesTile({ project }: OfProject) {
  const texts = useSectionTexts(STANDING_TEXTS);
  const { data: devices } = useQuery(devicesQuery(project));
  if (devices === undefined) return <Tile to={leads(project, 'devices', 'devices')} term={texts.devices} figure={texts.unknown} />;
  const { live, silent, never, unjudged } = countStates(devices);
  return <Tile to={leads(project, 'devices', 'devices')} term={texts.devices} figure={texts.live(live, devices.length)} note={texts.silent(silent, never, unjudged)} />;
}
