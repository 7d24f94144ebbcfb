import { LEGS } from '@yanshou/telemetry';
import type { DeclaredFigure } from '@yanshou/telemetry';
import { ALWAYS } from './reopening.js';
import type { Reopening, SavedChange } from './reopening.js';
import { FIGURES_CHANGED } from './terms-causes.js';

/** An accepted figure that stands for a period of a gain takes the gain out of all windows, and gives it back when it is withdrawn. */
export const figureReopenings = (changes: readonly SavedChange<DeclaredFigure>[]): readonly Reopening[] =>
  changes.filter(({ before, after }) => isLegOfGain(before) !== isLegOfGain(after)).map(({ after: { project } }) => ({ project, ...ALWAYS, causes: FIGURES_CHANGED, isLong: true }));

const isLegOfGain = (figure: DeclaredFigure | undefined): boolean => figure?.status === 'accepted' && LEGS.some((leg) => leg === figure.purpose);
