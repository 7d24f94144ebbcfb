import type { DeclaredFigureView } from '@yanshou/api-schema';
import { decimalFraction } from '@yanshou/catalogue';
import { differenceText, exactValue } from '../format/value-text.js';
import type { Figure } from '../format/value-text.js';
import type { Language } from '../i18n/language.js';

/** A figure that stands, or is yet to be decided. */
export type StandingFigure = DeclaredFigureView & { readonly status: 'submitted' | 'accepted' };
type Stated = StandingFigure | null;

const isStanding = (figure: DeclaredFigureView): figure is StandingFigure => figure.status === 'submitted' || figure.status === 'accepted';

/** The four figures that stand side by side: the target and the platform's are the row's own. */
export interface FourFigures {
  readonly own: Stated;
  readonly audited: Stated;
  /** With sign and unit; null where one of the two is missing or in another unit. */
  readonly platformAboveOwn: string | null;
  readonly auditedAbovePlatform: string | null;
}

type Row = Figure & { readonly indicator: string; readonly from: string; readonly to: string };

/**
 * Puts the unit's and the auditor's latest figures beside a row. One that was rejected or withdrawn is none; an auditor's of
 * another period stands there, and is not compared, where none is of the row's own.
 */
export function fourFigures(row: Row, stated: readonly DeclaredFigureView[], language: Language): FourFigures {
  const own = latest('own', row.indicator, stated);
  const audited = latest('audited', row.indicator, stated.filter((figure) => isOfPeriod(figure, row))) ?? latest('audited', row.indicator, stated);
  const platform = exactValue(row);
  const ownAmount = own?.unit === row.unit ? decimalFraction(own.amount) : null;
  const auditedAmount = audited?.unit === row.unit && isOfPeriod(audited, row) ? decimalFraction(audited.amount) : null;
  return {
    own,
    audited,
    platformAboveOwn: platform && ownAmount ? differenceText(platform, ownAmount, row.unit, language) : null,
    auditedAbovePlatform: platform && auditedAmount ? differenceText(auditedAmount, platform, row.unit, language) : null,
  };
}

/** What an auditor found of one period is not compared with the value of another. */
const isOfPeriod = ({ opinion, period }: DeclaredFigureView, { from, to }: Row): boolean =>
  opinion === undefined || period === undefined || (Date.parse(period.from) === Date.parse(from) && Date.parse(period.to) === Date.parse(to));

function latest(purpose: 'own' | 'audited', indicator: string, stated: readonly DeclaredFigureView[]): Stated {
  const wanted = stated.filter(isStanding).filter((figure) => figure.purpose === purpose && figure.indicator === indicator);
  return wanted.reduce<Stated>((last, figure) => (last === null || Date.parse(figure.statedAt) >= Date.parse(last.statedAt) ? figure : last), null);
}
