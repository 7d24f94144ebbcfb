import { useQuery } from '@tanstack/react-query';
import type { DeclaredFigureView, ProjectDetail } from '@yanshou/api-schema';
import { figuresQuery, useSession } from '../../api/queries.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { mayWork } from '../../session/rights.js';
import { Loaded } from '../../ui/loaded.js';
import { Notice } from '../../ui/notice.js';
import { Section } from '../../ui/section.js';
import { useOpened } from '../../ui/use-opened.js';
import { FigureForm } from './figure-form.js';
import { FiguresTable } from './figures-table.js';
import { FIGURES_TEXTS } from './figures-texts.js';

/** What people state, with the paper behind it, and who decided on it. */
export function FiguresSection({ project }: { readonly project: ProjectDetail }) {
  const texts = useSectionTexts(FIGURES_TEXTS);
  const { data: session } = useSession();
  const { open, said, show, close } = useOpened();
  return (
    <Section id="figures" title={texts.title} aside={mayWork(session) && !open && <button type="button" className="button" onClick={() => show(true)}>{texts.add}</button>}>
      <p className="muted">{texts.about}</p>
      <Notice text={said} />
      {open && <FigureForm project={project} onDone={() => close(texts.added)} onCancel={close} />}
      <Loaded query={useQuery(figuresQuery(project.id))} lines={3}>
        {(items: readonly DeclaredFigureView[]) => items.length === 0 ? <p className="muted">{texts.none}</p> : <FiguresTable project={project} items={items.toReversed()} onSaid={close} />}
      </Loaded>
    </Section>
  );
}
