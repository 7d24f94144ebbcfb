import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSession } from '../api/queries.js';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { TargetsSection } from '../programme/targets-section.js';
import { mayAdminister } from '../session/rights.js';
import { Loaded } from '../ui/loaded.js';
import { Notice } from '../ui/notice.js';
import { RowsTable } from '../ui/rows-table.js';
import type { Column } from '../ui/rows-table.js';
import { Section } from '../ui/section.js';
import { useOpened } from '../ui/use-opened.js';
import { programmesQuery, settingsQuery } from './administration-queries.js';
import { ADMINISTRATION_TEXTS } from './administration-texts.js';
import { DAY_NAMES, percentOf } from './administration-view.js';
import type { Settings } from './administration-view.js';
import { SettingsForm } from './settings-form.js';

/** Rule documents, roll-up, days and default targets of a programme: officers read them, administrators change them. */
export function SettingsSection() {
  const { data: programmes = [] } = useQuery(programmesQuery);
  const [chosen, setChosen] = useState<string>();
  const programme = chosen ?? programmes[0]?.id;
  return programme === undefined ? null : <><SettingsOf key={programme} programme={programme} onChoose={setChosen} /><TargetsSection key={`targets ${programme}`} programme={programme} /></>;
}

function SettingsOf({ programme, onChoose }: { readonly programme: string; readonly onChoose: (programme: string) => void }) {
  const { language } = useLanguage();
  const texts = useSectionTexts(ADMINISTRATION_TEXTS);
  const { data: session } = useSession();
  const { data: programmes = [] } = useQuery(programmesQuery);
  const { open, said, show, close } = useOpened();
  const query = useQuery(settingsQuery(programme));
  return (
    <Section id="settings" title={texts.settings} aside={mayAdminister(session) && query.data && !open && <button type="button" className="button" onClick={() => show(true)}>{texts.edit}</button>}>
      <p className="muted">{texts.settingsAbout}</p>
      <div className="toolbar"><span className="select"><select aria-label={texts.programme} value={programme} onChange={(event) => onChoose(event.target.value)}>{programmes.map((one) => <option key={one.id} value={one.id}>{one.id} {nameIn(one, language)}</option>)}</select></span></div>
      <Notice text={said} />
      {open && query.data && <SettingsForm programme={programme} settings={query.data} onDone={() => close(texts.saved)} onCancel={close} />}
      <Loaded query={query} lines={4}>{(settings) => <SettingsView settings={settings} />}</Loaded>
    </Section>
  );
}

type RuleDocument = Settings['ruleDocuments'][number];

function SettingsView({ settings: { ruleDocuments, rollUp, dayCounts } }: { readonly settings: Settings }) {
  const texts = useSectionTexts(ADMINISTRATION_TEXTS);
  const columns: readonly Column<RuleDocument>[] = [
    { heading: texts.number, cell: ({ number }) => number }, { heading: texts.documentTitle, cell: ({ title }) => title, className: 'cell-wide' },
    { heading: texts.validFrom, cell: ({ validFrom }) => validFrom, className: 'nowrap' }, { heading: texts.validTo, cell: ({ validTo }) => validTo ?? '—', className: 'nowrap' },
    { heading: texts.batches, cell: ({ batches }) => batches.join(', ') },
  ];
  const share = rollUp.kind === 'all-met' ? '' : ` ${percentOf(rollUp)} %`;
  return (
    <>
      <dl className="facts">
        <div><dt>{texts.rollUp}</dt><dd>{texts.rollUps[rollUp.kind]}{share}</dd></div>
        {DAY_NAMES.map((name) => <div key={name}><dt>{texts.dayNames[name]}</dt><dd>{texts.dayCount(String(dayCounts[name]))}</dd></div>)}
        <div><dt>{texts.remindBefore}</dt><dd>{dayCounts.remindBefore.join(', ')}</dd></div>
      </dl>
      <h3 className="sub-head">{texts.documents}</h3>
      {ruleDocuments.length === 0 ? <p className="muted">{texts.noDocuments}</p> : <RowsTable label={texts.documents} columns={columns} rows={ruleDocuments} keyOf={({ number }) => number} />}
    </>
  );
}
