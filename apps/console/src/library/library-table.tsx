import type { LibraryProjectView } from '@yanshou/api-schema';
import { RECOMMENDER_KINDS, isPromotable, nextDecisions } from '@yanshou/telemetry';
import { useState } from 'react';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { RowsTable } from '../ui/rows-table.js';
import type { Column } from '../ui/rows-table.js';
import { ToneChip } from '../ui/tone-chip.js';
import type { Tone } from '../ui/tone-chip.js';
import type { LibraryClassNames } from './library-filter.js';
import { LIBRARY_TEXTS } from './library-texts.js';
import { DecisionForm, PromotionForm } from './step-forms.js';

interface LibraryTableProps {
  readonly projects: readonly LibraryProjectView[];
  readonly classes: readonly LibraryClassNames[];
  /** Told what was done of a project, in words; without it nothing is offered. */
  readonly onSaid?: ((text: string) => void) | undefined;
}

interface Opened {
  readonly id: string;
  readonly step: 'decide' | 'promote';
}

/** A project in a row, with who recommended it, how far it has come and where it was made known. */
export function LibraryTable({ projects, classes, onSaid }: LibraryTableProps) {
  const { library: texts } = useLanguage().texts;
  const [open, setOpen] = useState<Opened>();
  const columns = useColumns(classes, onSaid === undefined ? undefined : setOpen);
  const close = (text?: string): void => {
    setOpen(undefined);
    if (text !== undefined) onSaid?.(text);
  };
  const below = (project: LibraryProjectView) => {
    if (project.id !== open?.id) return null;
    return open.step === 'decide' ? <DecisionForm key={`decide ${project.result}`} project={project} onClose={close} /> : <PromotionForm key="promote" project={project} onClose={close} />;
  };
  return <RowsTable label={texts.title} columns={columns} rows={projects} keyOf={({ id }) => id} isPast={({ result }) => result === 'withdrawn' || result === 'not-selected'} below={below} />;
}

const TONES: Readonly<Record<LibraryProjectView['result'], Tone>> = { 'recommended': 'open', 'in-review': 'open', 'selected': 'good', 'not-selected': 'none', 'promoted': 'good', 'withdrawn': 'none' };

function useColumns(classes: readonly LibraryClassNames[], onOpen: ((opened: Opened) => void) | undefined): readonly Column<LibraryProjectView>[] {
  const { language, texts: { library: texts } } = useLanguage();
  const own = useSectionTexts(LIBRARY_TEXTS);
  const classOf = (id: string): LibraryClassNames | undefined => classes.find((one) => one.id === id);
  const columns: readonly Column<LibraryProjectView>[] = [
    { heading: texts.name, cell: (project) => <>{nameIn(project, language)}<small><code>{project.id}</code> · {project.batch}</small>{project.summary !== '' && <small className="said">{project.summary}</small>}</>, className: 'cell-wide' },
    { heading: texts.field, cell: ({ libraryClass, field }) => <>{classOf(libraryClass)?.fields.find((one) => one.id === field)?.[language] ?? field}<small>{classOf(libraryClass)?.[language] ?? libraryClass}</small></> },
    { heading: texts.region, cell: ({ region }) => region },
    { heading: texts.applicant, cell: ({ applicant: { name, creditCode } }) => <>{name}<small className="nowrap">{creditCode}</small></> },
    { heading: texts.recommender, cell: ({ recommender: { kind, name }, approval }) => <>{name}<small>{RECOMMENDER_KINDS[kind][language]}</small>{approval !== undefined && <small>{texts.byApproval(approval)}</small>}</> },
    { heading: texts.result, cell: (project) => <Course project={project} /> },
    { heading: texts.promotions, cell: ({ promotions }) => <Promotions items={promotions} /> },
  ];
  return onOpen === undefined ? columns : [...columns, { heading: own.actions, cell: (project) => <Actions project={project} onOpen={onOpen} /> }];
}

/** The result, and the steps that led to it where they are the caller's to see. */
function Course({ project: { result, course } }: { readonly project: LibraryProjectView }) {
  const { library: texts } = useLanguage().texts;
  return (
    <>
      <ToneChip tone={TONES[result]}>{texts.results[result]}</ToneChip>
      {course?.steps.map((step) => <small key={`${step.to} ${step.at}`}>{texts.results[step.to]}{step.approval !== undefined && ` · ${step.approval}`}{step.reason !== undefined && ` · ${step.reason}`}</small>)}
    </>
  );
}

function Promotions({ items }: { readonly items: LibraryProjectView['promotions'] }) {
  const { library: texts } = useLanguage().texts;
  if (items.length === 0) return <span className="muted">{texts.noPromotions}</span>;
  return <>{items.map(({ on, form, place, note }) => <p key={`${on} ${form} ${place}`}>{on} {form} · {place}{note !== '' && <small>{note}</small>}</p>)}</>;
}

function Actions({ project, onOpen }: { readonly project: LibraryProjectView; readonly onOpen: (opened: Opened) => void }) {
  const { language } = useLanguage();
  const texts = useSectionTexts(LIBRARY_TEXTS);
  const name = nameIn(project, language);
  const [isDecidable, isKnown] = [nextDecisions(project.result).length > 0, isPromotable(project.result)];
  return (
    <span className="row-actions">
      {isDecidable && <button type="button" className="link" aria-label={texts.decideLabel(name)} onClick={() => onOpen({ id: project.id, step: 'decide' })}>{texts.decide}</button>}
      {isKnown && <button type="button" className="link" aria-label={texts.promoteLabel(name)} onClick={() => onOpen({ id: project.id, step: 'promote' })}>{texts.promote}</button>}
      {!isDecidable && !isKnown && <span className="muted">—</span>}
    </span>
  );
}
