import type { ProjectDetail } from '@yanshou/api-schema';
import { lazy } from 'react';
import type { ComponentType } from 'react';

export interface ProjectSectionProps {
  readonly project: ProjectDetail;
}
/** One that has nothing to show of a project shows nothing. */
type ProjectSection = ComponentType<ProjectSectionProps>;

/** A section in a chunk of its own, loaded when its tab is opened. */
const section = (load: () => Promise<ProjectSection>): ProjectSection => lazy(async () => ({ default: await load() }));

export type TabId = 'overview' | 'contract' | 'indicators' | 'devices' | 'evidence' | 'ledger' | 'progress' | 'assessments';

export interface ProjectTab {
  /** Its address below the project's; the first is the project's own. */
  readonly id: TabId;
  /** From above; a new section is a line here. */
  readonly sections: readonly ProjectSection[];
}

/** What is on which page of a project. */
export const PROJECT_TABS: readonly ProjectTab[] = [
  { id: 'overview', sections: [
    section(async () => (await import('./overview/overview-section.js')).OverviewSection),
    section(async () => (await import('./overview/standing-section.js')).StandingSection),
    section(async () => (await import('./outlook-section.js')).OutlookSection),
  ] },
  { id: 'contract', sections: [
    section(async () => (await import('./contract/contract-section.js')).ContractSection),
    section(async () => (await import('./contract/versions-section.js')).VersionsSection),
  ] },
  { id: 'indicators', sections: [
    section(async () => (await import('./indicator-sections.js')).IndicatorSections),
    section(async () => (await import('./windows/windows-section.js')).WindowsSection),
  ] },
  { id: 'devices', sections: [
    section(async () => (await import('./devices-section.js')).DevicesSection),
    section(async () => (await import('./classes/classes-section.js')).ClassesSection),
    section(async () => (await import('./ledger/replacements-section.js')).ReplacementsSection),
    section(async () => (await import('./gaps-section.js')).GapsSection),
  ] },
  { id: 'evidence', sections: [
    section(async () => (await import('./evidence/evidence-section.js')).EvidenceSection),
    section(async () => (await import('./evidence/findings-section.js')).FindingsSection),
    section(async () => (await import('./figures/figures-section.js')).FiguresSection),
    section(async () => (await import('./batches-section.js')).BatchesSection),
  ] },
  { id: 'ledger', sections: [
    section(async () => (await import('./ledger/ledger-section.js')).LedgerSection),
    section(async () => (await import('./freeze/freeze-section.js')).FreezeSection),
    section(async () => (await import('./freeze/calendars-section.js')).CalendarsSection),
    section(async () => (await import('./freeze/changes-section.js')).ChangesSection),
  ] },
  { id: 'progress', sections: [
    section(async () => (await import('./life/life-section.js')).LifeSection),
    section(async () => (await import('./life/milestones-section.js')).MilestonesSection),
    section(async () => (await import('./designations/designations-section.js')).DesignationsSection),
    section(async () => (await import('./money/money-section.js')).MoneySection),
    section(async () => (await import('./life/eligibility-section.js')).EligibilitySection),
  ] },
  { id: 'assessments', sections: [
    section(async () => (await import('./assessments-section.js')).AssessmentsSection),
    section(async () => (await import('../self-assessment/self-assessment-link.js')).SelfAssessmentLink),
  ] },
];

const [FIRST] = PROJECT_TABS;

/** The tab of an address; undefined where there is none. */
export const tabOf = (segment: string | undefined): ProjectTab | undefined => (segment === undefined ? FIRST : PROJECT_TABS.find(({ id }) => id === segment && id !== FIRST?.id));

export const tabAddress = (project: string, tab: TabId): string => `/projects/${encodeURIComponent(project)}${tab === FIRST?.id ? '' : `/${tab}`}`;

/** Fragments that led to a section while all were on one page. */
const FORMER: Readonly<Record<string, TabId>> = { '#indicators': 'indicators', '#history': 'indicators', '#devices': 'devices', '#gaps': 'devices', '#assessments': 'assessments' };

export const formerTab = (segment: string | undefined, hash: string): TabId | undefined => (segment === undefined ? FORMER[hash] : undefined);
