import { useQuery } from '@tanstack/react-query';
import type { ChangeRequestView, ProjectDetail } from '@yanshou/api-schema';
import { useSession } from '../../api/queries.js';
import { changesQuery, freezeQuery } from '../../api/work-queries.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { mayWork } from '../../session/rights.js';
import { Loaded } from '../../ui/loaded.js';
import { Notice } from '../../ui/notice.js';
import { Section } from '../../ui/section.js';
import { useOpened } from '../../ui/use-opened.js';
import { ChangeForm } from './change-form.js';
import { ChangesTable } from './changes-table.js';
import { FREEZE_TEXTS } from './freeze-texts.js';

/** Requests to change what is frozen: asked for with a reason, decided by somebody else. */
export function ChangesSection({ project }: { readonly project: ProjectDetail }) {
  const texts = useSectionTexts(FREEZE_TEXTS);
  const { data: session } = useSession();
  const { data: freeze } = useQuery(freezeQuery(project.id));
  const { open, said, show, close } = useOpened();
  const offer = mayWork(session) && freeze?.inForce === true && !open && <button type="button" className="button" onClick={() => show(true)}>{texts.propose}</button>;
  return (
    <Section id="changes" title={texts.changes} aside={offer}>
      {freeze !== undefined && freeze?.inForce !== true && <p className="muted">{texts.notFrozen}</p>}
      <Notice text={said} />
      {open && <ChangeForm project={project} onDone={() => close(texts.proposed)} onCancel={close} />}
      <Loaded query={useQuery(changesQuery(project.id))} lines={2}>
        {(items: readonly ChangeRequestView[]) => items.length === 0 ? <p className="muted">{texts.noChanges}</p> : <ChangesTable project={project} items={items.toReversed()} onSaid={close} />}
      </Loaded>
    </Section>
  );
}
