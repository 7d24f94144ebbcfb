import { useQuery } from '@tanstack/react-query';
import { RECOMMENDER_KINDS } from '@yanshou/telemetry';
import { useSession } from '../api/queries.js';
import { timeText } from '../format/time-text.js';
import { useLanguage } from '../i18n/language-context.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { mayAdminister } from '../session/rights.js';
import { Loaded } from '../ui/loaded.js';
import { Notice } from '../ui/notice.js';
import { RowsTable } from '../ui/rows-table.js';
import type { Column } from '../ui/rows-table.js';
import { Section } from '../ui/section.js';
import { useOpened } from '../ui/use-opened.js';
import { recommendersQuery } from './library-routes.js';
import type { RecommenderView } from './library-routes.js';
import { RegisterForm, RenameForm } from './recommender-form.js';
import { RECOMMENDER_TEXTS } from './recommender-texts.js';

/** No recommender's id. */
const NEW = '+';
/** Recommenders are of no project, so of no project's zone. */
const ZONE = 'Asia/Shanghai';

/** Who may recommend; administrators register and rename. */
export function RecommendersSection() {
  const texts = useSectionTexts(RECOMMENDER_TEXTS);
  const { data: session } = useSession();
  const { open, said, show, close } = useOpened<string>();
  const isAdministrator = mayAdminister(session);
  const columns = useColumns(isAdministrator, show);
  const offer = isAdministrator && open !== NEW && <button type="button" className="button" onClick={() => show(NEW)}>{texts.register}</button>;
  return (
    <Section id="recommenders" title={texts.title} aside={offer}>
      <p className="muted">{texts.about}</p>
      <Notice text={said} />
      {open === NEW && <RegisterForm onClose={close} />}
      <Loaded query={useQuery(recommendersQuery)} lines={2}>
        {(items) => items.length === 0 ? <p className="muted">{texts.none}</p> : (
          <RowsTable titled="recommenders-title" columns={columns} rows={items} keyOf={({ id }) => id} below={(recommender) => recommender.id === open && <RenameForm recommender={recommender} onClose={close} />} />
        )}
      </Loaded>
    </Section>
  );
}

function useColumns(isAdministrator: boolean, onOpen: (id: string) => void): readonly Column<RecommenderView>[] {
  const { language } = useLanguage();
  const texts = useSectionTexts(RECOMMENDER_TEXTS);
  const columns: readonly Column<RecommenderView>[] = [
    { heading: texts.name, cell: ({ name, id }) => <>{name}<small><code>{id}</code></small></>, className: 'cell-wide' },
    { heading: texts.kind, cell: ({ kind }) => RECOMMENDER_KINDS[kind][language] },
    { heading: texts.registeredBy, cell: ({ registeredBy, registeredAt }) => <>{registeredBy}<small>{timeText(registeredAt, ZONE)}</small></> },
  ];
  const actions: Column<RecommenderView> = {
    heading: texts.actions, cell: ({ id, name }) => <button type="button" className="link" aria-label={texts.renameLabel(name)} onClick={() => onOpen(id)}>{texts.rename}</button>,
  };
  return isAdministrator ? [...columns, actions] : columns;
}
