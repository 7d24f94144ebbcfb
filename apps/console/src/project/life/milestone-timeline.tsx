import type { MilestoneView } from '@yanshou/api-schema';
import { systemClock } from '@yanshou/telemetry';
import { useLanguage } from '../../i18n/language-context.js';
import { nameIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { LIFE_TEXTS } from './life-texts.js';
import { TIMELINE, fitted, timelineOf } from './timeline-geometry.js';
import type { TimelineMark } from './timeline-geometry.js';

const { width, height, axis, left, right } = TIMELINE;

/** Milestones on an axis: what is done, open, late and by how much. The table below has the same in words. */
export function MilestoneTimeline({ milestones }: { readonly milestones: readonly MilestoneView[] }) {
  const { language } = useLanguage();
  const texts = useSectionTexts(LIFE_TEXTS);
  const { marks, now, years } = timelineOf(milestones, systemClock.now() / 1_000);
  const names = new Map(milestones.map((one) => [one.id, nameIn(one, language)]));
  return (
    <div className="timeline" tabIndex={0} role="region" aria-label={texts.timeline}>
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <line className="timeline__axis" x1={left} x2={width - right} y1={axis} y2={axis} />
        {years.map(({ year, x }) => <g key={year}><line className="timeline__axis" x1={x} x2={x} y1={axis - 5} y2={axis + 5} /><text x={x} y={16} textAnchor="middle">{year}</text></g>)}
        {now !== null && <g><line className="timeline__now" x1={now} x2={now} y1={10} y2={axis + 16} /><text className="timeline__now-text" x={now + 5} y={16}>{texts.now}</text></g>}
        {marks.map((mark) => <Mark key={mark.id} mark={mark} name={names.get(mark.id) ?? mark.id} />)}
      </svg>
    </div>
  );
}

function Mark({ mark: { x, state, lateTo, isNamed }, name }: { readonly mark: TimelineMark; readonly name: string }) {
  return (
    <g>
      {lateTo !== null && <line className="timeline__late" x1={x} x2={lateTo} y1={axis} y2={axis} />}
      <circle className={`timeline__mark timeline__mark--${state}`} cx={x} cy={axis} r={6.5}><title>{name}</title></circle>
      {isNamed && <text x={x} y={axis + 26} textAnchor="middle">{fitted(name)}</text>}
    </g>
  );
}
