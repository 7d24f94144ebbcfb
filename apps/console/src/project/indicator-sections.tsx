import { useQuery } from '@tanstack/react-query';
import type { ProjectDetail } from '@yanshou/api-schema';
import { indicatorsQuery } from '../api/queries.js';
import { Loaded } from '../ui/loaded.js';
import { HistorySection } from './history-section.js';
import { IndicatorsSection } from './indicators-section.js';
import { NoContract } from './no-contract.js';

/** The indicators of the contract, and how they went over time. */
export function IndicatorSections({ project }: { readonly project: ProjectDetail }) {
  const query = useQuery(indicatorsQuery(project.id));
  if (project.contract === null) return <NoContract project={project} />;
  return (
    <Loaded query={query}>
      {(rows) => rows.length > 0 && <><IndicatorsSection project={project} rows={rows} /><HistorySection project={project} rows={rows} /></>}
    </Loaded>
  );
}
