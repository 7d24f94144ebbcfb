import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { BodyInputOf, Programme } from '@yanshou/api-schema';
import { request } from '../api/request.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { ActionForm } from '../ui/action-form.js';
import { FormText } from '../ui/form-fields.js';
import { Loaded } from '../ui/loaded.js';
import { Notice } from '../ui/notice.js';
import { RowsTable } from '../ui/rows-table.js';
import type { Column } from '../ui/rows-table.js';
import { Section } from '../ui/section.js';
import { entered } from '../ui/text-field.js';
import { useOpened } from '../ui/use-opened.js';
import { ADMINISTRATION_ROUTES, programmesQuery } from './administration-queries.js';
import { PROGRAMME_TEXTS } from './programme-texts.js';
import { useWrite } from './use-write.js';

/** The programmes of the platform; an administrator creates them. */
export function ProgrammesSection() {
  const texts = useSectionTexts(PROGRAMME_TEXTS);
  const { open, said, show, close } = useOpened();
  const columns: readonly Column<Programme>[] = [
    { heading: texts.id, cell: ({ id }) => <code>{id}</code> },
    { heading: texts.nameZh, cell: ({ nameZh }) => nameZh, className: 'cell-wide' },
    { heading: texts.nameEn, cell: ({ nameEn }) => nameEn, className: 'cell-wide' },
  ];
  return (
    <Section id="programmes" title={texts.title} aside={!open && <button type="button" className="button" onClick={() => show(true)}>{texts.add}</button>}>
      <p className="muted">{texts.about}</p>
      <Notice text={said} />
      {open && <ProgrammeForm onDone={({ id }) => close(texts.added(id))} onCancel={close} />}
      <Loaded query={useQuery(programmesQuery)} lines={2}>
        {(items) => items.length === 0 ? <p className="muted">{texts.none}</p> : <RowsTable titled="programmes-title" columns={columns} rows={items} keyOf={({ id }) => id} />}
      </Loaded>
    </Section>
  );
}

interface ProgrammeFormProps {
  readonly onDone: (made: Programme) => void;
  readonly onCancel: () => void;
}

function ProgrammeForm({ onDone, onCancel }: ProgrammeFormProps) {
  const texts = useSectionTexts(PROGRAMME_TEXTS);
  const client = useQueryClient();
  const create = useWrite(programmesQuery.queryKey, (body: BodyInputOf<'createProgramme'>) => request(ADMINISTRATION_ROUTES.createProgramme, { body }), (made) => {
    // The portfolio is read again when it is looked at.
    void client.invalidateQueries({ queryKey: ['portfolios'] });
    onDone(made);
  });
  return (
    <ActionForm label={texts.add} submit={texts.add} fields={['id', 'nameZh', 'nameEn']} action={create} onSubmit={(form) => create.mutate(programmeOf(form))} onCancel={onCancel}>
      <FormText name="id" label={texts.id} hint={texts.idHint} />
      <FormText name="nameZh" label={texts.nameZh} />
      <FormText name="nameEn" label={texts.nameEn} />
    </ActionForm>
  );
}

function programmeOf(form: FormData): BodyInputOf<'createProgramme'> {
  const field = (name: string): string => entered(form, name).trim();
  return { id: field('id'), nameZh: field('nameZh'), nameEn: field('nameEn') };
}
