import { useQuery } from '@tanstack/react-query';
import type { GapReportView, ProjectDetail } from '@yanshou/api-schema';
import { gapsQuery, indicatorsQuery } from '../api/queries.js';
import { periodText } from '../format/time-text.js';
import { shareText } from '../format/value-text.js';
import { useLanguage, useTexts } from '../i18n/language-context.js';
import { listIn } from '../i18n/names.js';
import { Loaded } from '../ui/loaded.js';
import { Section } from '../ui/section.js';
import { Empty } from '../ui/states.js';
import { GapBars } from './gap-bars.js';
import { GapEvents } from './gap-events.js';
import { gapPeriod } from './gap-period.js';

/** Whose fault it is that data is missing, over the last month of the window; its rows tell how far the project has gone. */
export function GapsSection({ project }: { readonly project: ProjectDetail }) {
  const texts = useTexts();
  const { data: rows = [] } = useQuery(indicatorsQuery(project.id));
  const period = gapPeriod(rows);
  return period && (
    <Section id="gaps" title={texts.project.gaps} aside={<span className="muted">{periodText(period, project.zone)}</span>}>
      <ProjectGaps project={project} period={period} />
    </Section>
  );
}

function ProjectGaps({ project, period }: { readonly project: ProjectDetail; readonly period: { readonly from: string; readonly to: string } }) {
  const query = useQuery(gapsQuery(project.id, period));
  return <Loaded query={query} lines={4}>{(report) => <Gaps report={report} zone={project.zone} />}</Loaded>;
}

function Gaps({ report, zone }: { readonly report: GapReportView; readonly zone: string }) {
  const { language, texts: { gaps: texts } } = useLanguage();
  const { valid, late, overdue, lateDeliveryHours } = report.delivered;
  return (
    <>
      <p className="muted">{texts.late(late, shareText(valid === 0 ? null : late / valid), lateDeliveryHours, overdue)}</p>
      {report.lostSessions.length > 0 && <p>{texts.lostSessions(listIn(report.lostSessions.map((lost) => periodText(lost, zone)), language))}</p>}
      {report.missing === 0 ? <Empty title={texts.none} /> : <><GapBars report={report} /><GapEvents report={report} zone={zone} /></>}
    </>
  );
}
