import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { settingsQuery } from '../administration/administration-queries.js';
import { useSession } from '../api/queries.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { mayAdminister } from '../session/rights.js';
import { Loaded } from '../ui/loaded.js';
import { Notice } from '../ui/notice.js';
import { Section } from '../ui/section.js';
import { SelectField } from '../ui/select-field.js';
import { useOpened } from '../ui/use-opened.js';
import { useDirectionOptions } from './directions.js';
import { templateQuery } from './programme-queries.js';
import { TargetForm } from './target-form.js';
import { TargetsTable } from './targets-table.js';
import { TARGETS_TEXTS } from './targets-texts.js';
import { rowsOf } from './targets-view.js';

/** By direction and batch, what contracts of a programme are drafted from, and who set it. */
export function TargetsSection({ programme }: { readonly programme: string }) {
  const texts = useSectionTexts(TARGETS_TEXTS);
  const directions = useDirectionOptions(programme);
  const [chosen, setChosen] = useState<string>();
  const [batch, setBatch] = useState('');
  const { data: settings } = useQuery(settingsQuery(programme));
  const direction = chosen ?? directions[0]?.value;
  const batches = [...new Set(settings?.ruleDocuments.flatMap((one) => one.batches) ?? [])].map((value) => ({ value, label: value }));
  return (
    <Section id="targets" title={texts.title}>
      <p className="muted">{texts.about}</p>
      {direction === undefined ? <p className="muted">{texts.noDirections}</p> : (
        <>
          <div className="toolbar">
            <SelectField label={texts.direction} options={directions} chosen={direction} onChoose={setChosen} />
            <SelectField label={texts.batch} any={texts.anyBatch} options={batches} chosen={batch} onChoose={setBatch} />
          </div>
          <DirectionTargets key={`${direction} ${batch}`} programme={programme} direction={direction} batch={batch} />
        </>
      )}
    </Section>
  );
}

interface DirectionTargetsProps {
  readonly programme: string;
  readonly direction: string;
  readonly batch: string;
}

function DirectionTargets({ programme, direction, batch }: DirectionTargetsProps) {
  const texts = useSectionTexts(TARGETS_TEXTS);
  const { data: session } = useSession();
  const { open, said, show, close } = useOpened<string>();
  const { data: settings } = useQuery(settingsQuery(programme));
  return (
    <>
      <Notice text={said} />
      <Loaded query={useQuery(templateQuery(programme, direction, batch))} lines={4}>
        {(template) => {
          const rows = rowsOf(template, settings?.targets ?? [], batch);
          return (
            <>
              {rows.length === 0 ? <p className="muted">{texts.empty}</p> : <TargetsTable programme={programme} direction={direction} batch={batch} rows={rows} open={open} onOpen={show} onClose={close} />}
              {mayAdminister(session) && open !== NEW && <p className="buttons"><button type="button" className="button" onClick={() => show(NEW)}>{texts.add}</button></p>}
              {open === NEW && <TargetForm programme={programme} direction={direction} batch={batch} listed={rows} onClose={close} />}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

/** No indicator's id. */
const NEW = '+';
