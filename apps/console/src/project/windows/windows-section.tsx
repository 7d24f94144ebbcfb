import { useQuery } from '@tanstack/react-query';
import type { IndicatorRowView, ProjectDetail, StoredValue } from '@yanshou/api-schema';
import { useState } from 'react';
import { indicatorsQuery } from '../../api/queries.js';
import { windowsQuery } from '../../api/work-queries.js';
import { useLanguage } from '../../i18n/language-context.js';
import { nameIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { ChoiceGroup } from '../../ui/choice-group.js';
import { Loaded } from '../../ui/loaded.js';
import { Pager } from '../../ui/pager.js';
import { Section } from '../../ui/section.js';
import { pageOf } from '../device-filter.js';
import { windowsOf } from './window-view.js';
import { WindowsTable } from './windows-table.js';
import { WINDOWS_TEXTS } from './windows-texts.js';

const UNITS = ['hour', 'day', 'month', 'quarter'] as const;
type Unit = (typeof UNITS)[number];

/** The stored values of one indicator by window, with every version of a window that was computed again. */
export function WindowsSection({ project }: { readonly project: ProjectDetail }) {
  const { data: rows = [] } = useQuery(indicatorsQuery(project.id));
  const [chosen, setChosen] = useState<string>();
  const row = rows.find(({ indicator }) => indicator === chosen) ?? rows.find(({ sourceKind, value }) => sourceKind === 'collected' && value !== null) ?? rows[0];
  return project.contract === null || row === undefined ? null : <Windows project={project} rows={rows} row={row} onChoose={setChosen} />;
}

interface WindowsProps {
  readonly project: ProjectDetail;
  readonly rows: readonly IndicatorRowView[];
  readonly row: IndicatorRowView;
  readonly onChoose: (indicator: string) => void;
}

function Windows({ project, rows, row, onChoose }: WindowsProps) {
  const { language } = useLanguage();
  const texts = useSectionTexts(WINDOWS_TEXTS);
  const [unit, setUnit] = useState<Unit>('day');
  const [show, setShow] = useState<'all' | 'restated'>('all');
  const units = UNITS.map((value) => ({ value, label: texts.units[value] }));
  const shows = (['all', 'restated'] as const).map((value) => ({ value, label: texts[value] }));
  return (
    <Section id="windows" title={texts.title}>
      <p className="muted">{texts.about}</p>
      <div className="toolbar">
        <span className="select"><select aria-label={texts.indicator} value={row.indicator} onChange={(event) => onChoose(event.target.value)}>{rows.map((one) => <option key={one.indicator} value={one.indicator}>{nameIn(one, language)}</option>)}</select></span>
        <ChoiceGroup label={texts.unit} choices={units} chosen={unit} onChoose={setUnit} />
        <ChoiceGroup label={texts.show} choices={shows} chosen={show} onChoose={setShow} />
      </div>
      <p className="muted">{row.clause}</p>
      <Loaded query={useQuery(windowsQuery(project.id, row.indicator, unit))} lines={4}>
        {(values) => <WindowList key={`${row.indicator} ${unit} ${show}`} values={values} restatedOnly={show === 'restated'} row={row} zone={project.zone} />}
      </Loaded>
    </Section>
  );
}

const WINDOWS_PER_PAGE = 15;

interface WindowListProps {
  readonly values: readonly StoredValue[];
  readonly restatedOnly: boolean;
  readonly row: IndicatorRowView;
  readonly zone: string;
}

function WindowList({ values, restatedOnly, row, zone }: WindowListProps) {
  const texts = useSectionTexts(WINDOWS_TEXTS);
  const [wanted, setPage] = useState(0);
  const windows = windowsOf(values, restatedOnly);
  if (windows.length === 0) return <p className="muted">{restatedOnly && values.length > 0 ? texts.noneRestated : texts.none}</p>;
  const { items, page, pages, first, last } = pageOf(windows, wanted, WINDOWS_PER_PAGE);
  return (
    <>
      <WindowsTable windows={items} row={row} zone={zone} />
      {pages > 1 && <Pager page={page} pages={pages} label={texts.range(first, last, windows.length)} onPage={setPage} />}
    </>
  );
}
