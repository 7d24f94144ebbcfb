import type { SelfAssessmentView as Table } from '@yanshou/api-schema';
import { useState } from 'react';
import { useSession } from '../api/queries.js';
import { timeText } from '../format/time-text.js';
import { useLanguage } from '../i18n/language-context.js';
import { Digest } from '../ui/digest.js';
import { ScoreForm } from './score-form.js';
import { ScoreTable } from './score-table.js';
import { typedOf } from './scores.js';
import { tableAddress } from './self-assessment-files.js';

interface SelfAssessmentViewProps {
  readonly project: string;
  readonly table: Table;
}

/**
 * The table as it is now; what is being typed stays on the version that was seen: when somebody else saved another meanwhile,
 * the platform refuses this one and says so, and nothing typed is lost.
 */
export function SelfAssessmentView({ project, table }: SelfAssessmentViewProps) {
  const [held, hold] = useState<Table>();
  const seen = held ?? table;
  return <Seen key={seen.version} project={project} table={seen} onType={() => hold(seen)} onSaved={() => hold(undefined)} />;
}

interface SeenProps extends SelfAssessmentViewProps {
  readonly onType: () => void;
  readonly onSaved: () => void;
}

/** Where the table stands, and a form for who works in the project; as it was issued until it is taken up again. */
function Seen({ project, table, onType, onSaved }: SeenProps) {
  const { selfAssessment: texts } = useLanguage().texts;
  const role = useSession().data?.role;
  const mayScore = role === 'admin' || role === 'officer' || role === 'member';
  const [isScoring, setScoring] = useState(table.state !== 'issued');
  return (
    <>
      <Standing project={project} table={table} />
      {mayScore && isScoring
        ? <ScoreForm project={project} table={table} onType={onType} onSaved={onSaved} />
        : <ScoreTable table={table} typed={typedOf(table.rows)} />}
      {mayScore && !isScoring && <p className="buttons"><button type="button" className="button" onClick={() => setScoring(true)}>{texts.takeUpAgain}</button></p>}
    </>
  );
}

function Standing({ project, table }: SelfAssessmentViewProps) {
  const { language, texts: { selfAssessment: texts } } = useLanguage();
  const { state, version, asOf, who, at, digest, stamps } = table;
  const { zone } = table.project;
  const address = (format: 'xlsx' | 'html'): string => tableAddress(project, { year: String(table.year), version, format }, language);
  return (
    <>
      {stamps.map((stamp) => <p key={stamp}><span className="stamp">{stamp}</span></p>)}
      <p className="muted">
        {texts.state[state]}{version > 0 && ` · ${texts.version(version)}`} · {texts.asOf(timeText(asOf, zone))}
        {who !== null && at !== null && ` · ${texts.savedBy(who, timeText(at, zone))}`}
      </p>
      {digest !== null && <p>{texts.digest} <Digest digest={digest} name={texts.title} /></p>}
      <p className="buttons">
        <a className="button" href={address('xlsx')} download>{texts.xlsx}</a>
        <a className="button" href={address('html')} target="_blank" rel="noreferrer">{texts.page}</a>
      </p>
    </>
  );
}
