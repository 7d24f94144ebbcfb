import type { PortfolioIndicator } from '@yanshou/api-schema';
import type { ProgrammeAverage } from '@yanshou/kpi';

/** An average as the API shows it. */
export const averageView = ({ reasons, origins, members, leftOut, ...rest }: ProgrammeAverage): PortfolioIndicator =>
  ({ ...rest, reasons: [...reasons], origins: [...origins], members: members.map((member) => ({ ...member })), leftOut: leftOut.map((one) => ({ ...one })) });
