import { useQuery } from '@tanstack/react-query';
import type { AnswerOf, LifeCycleEventView, ProjectDetail } from '@yanshou/api-schema';
import { LIFE_CYCLE_STATES } from '@yanshou/telemetry';
import type { LifeCycleState } from '@yanshou/telemetry';
import { useSession } from '../../api/queries.js';
import { evidenceQuery, lifeCycleQuery } from '../../api/work-queries.js';
import { dayText, lastDay, timeText } from '../../format/time-text.js';
import { useLanguage } from '../../i18n/language-context.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { mayDecide } from '../../session/rights.js';
import { Loaded } from '../../ui/loaded.js';
import { Notice } from '../../ui/notice.js';
import { Section } from '../../ui/section.js';
import { ToneChip } from '../../ui/tone-chip.js';
import { useOpened } from '../../ui/use-opened.js';
import { NoContract } from '../no-contract.js';
import { LIFE_TEXTS } from './life-texts.js';
import { StepForm } from './step-form.js';

export type LifeCycle = AnswerOf<'readLifeCycle'>;

/** Where the project stands, what is due next, and every step so far. */
export function LifeSection({ project }: { readonly project: ProjectDetail }) {
  return project.contract === null ? <NoContract project={project} /> : <Life project={project} />;
}

function Life({ project }: { readonly project: ProjectDetail }) {
  const { language } = useLanguage();
  const texts = useSectionTexts(LIFE_TEXTS);
  const { data: session } = useSession();
  const query = useQuery(lifeCycleQuery(project.id));
  const { open, said, show, close } = useOpened();
  const { data: life } = query;
  const mayRecord = mayDecide(session) && life !== undefined && life.next.length > 0 && !open;
  const done = ({ state }: LifeCycle): void => close(texts.recorded(LIFE_CYCLE_STATES[state][language]));
  return (
    <Section id="life" title={texts.title} aside={mayRecord && <button type="button" className="button" onClick={() => show(true)}>{texts.record}</button>}>
      <Notice text={said} />
      {open && life && <StepForm key={life.state} project={project} life={life} onDone={done} onCancel={close} />}
      <Loaded query={query} lines={3}>{(one) => <><Stage life={one} zone={project.zone} /><Steps project={project} history={one.history} /></>}</Loaded>
    </Section>
  );
}

const TONES: Readonly<Partial<Record<LifeCycleState, 'good' | 'bad' | 'none' | 'warn'>>> = { passed: 'good', failed: 'bad', terminated: 'none', rectification: 'warn', returned: 'warn', due: 'warn' };

function Stage({ life: { state, since, end, deadline, next }, zone }: { readonly life: LifeCycle; readonly zone: string }) {
  const { language } = useLanguage();
  const texts = useSectionTexts(LIFE_TEXTS);
  return (
    <dl className="facts">
      <div><dt>{texts.since(timeText(since, zone))}</dt><dd><ToneChip tone={TONES[state] ?? 'open'}>{LIFE_CYCLE_STATES[state][language]}</ToneChip></dd></div>
      <div><dt>{texts.end}</dt><dd>{lastDay(end, zone)}</dd></div>
      {deadline && (
        <div>
          <dt>{texts.deadline}: {deadline[language]}</dt>
          <dd>
            {lastDay(deadline.at, zone)} <ToneChip tone={deadline.overdue ? 'bad' : deadline.remind ? 'warn' : 'none'}>{(deadline.overdue ? texts.daysOver : texts.daysLeft)(deadline.days)}</ToneChip>
            {!deadline.overdue && deadline.reminders.length > 0 && <> <small className="muted">{texts.reminders(deadline.reminders.map((at) => dayText(at, zone)).join(', '))}</small></>}
          </dd>
        </div>
      )}
      {next.length === 0 && <div><dt>{texts.deadline}</dt><dd>{texts.ended}</dd></div>}
    </dl>
  );
}

function Steps({ project, history }: { readonly project: ProjectDetail; readonly history: readonly LifeCycleEventView[] }) {
  const texts = useSectionTexts(LIFE_TEXTS);
  return (
    <>
      <h3 className="sub-head">{texts.history}</h3>
      {history.length === 0 ? <p className="muted">{texts.noHistory}</p> : <ol className="steps">{history.toReversed().map((step, index) => <Step key={step.number} project={project} step={step} isNow={index === 0} />)}</ol>}
    </>
  );
}

function Step({ project: { id, zone }, step, isNow }: { readonly project: ProjectDetail; readonly step: LifeCycleEventView; readonly isNow: boolean }) {
  const { language } = useLanguage();
  const texts = useSectionTexts(LIFE_TEXTS);
  const { data: papers } = useQuery(evidenceQuery(id));
  const { from, to, at, until, reason, approval, file, who, recordedAt } = step;
  const paper = file === undefined ? undefined : papers?.find((one) => one.id === file)?.title ?? file;
  const more = [reason, approval, paper, ...(until === undefined ? [] : [texts.untilText(lastDay(until, zone))]), texts.by(who, timeText(recordedAt, zone))].filter((text) => text !== undefined);
  return (
    <li className={isNow ? 'step step--now' : 'step'}>
      <span className="step__at">{timeText(at, zone)}</span>
      <span className="step__what">{texts.step(LIFE_CYCLE_STATES[from][language], LIFE_CYCLE_STATES[to][language])}</span>
      <span className="step__more">{more.join(' · ')}</span>
    </li>
  );
}
