import type { Portfolio } from '@yanshou/api-schema';
import { Suspense, lazy, useState } from 'react';
import { useSession } from '../api/queries.js';
import { useTexts } from '../i18n/language-context.js';
import { mayWorkProgramme } from '../session/rights.js';
import { Loading } from '../ui/states.js';

/** Few ever need it: loaded when it is asked for. */
const ProjectForm = lazy(async () => ({ default: (await import('./project-form.js')).ProjectForm }));

/** Offers a new project to those who work on a whole programme. */
export function NewProject({ portfolios }: { readonly portfolios: readonly Portfolio[] }) {
  const { portfolio: texts } = useTexts();
  const { data: session } = useSession();
  const [isOpen, setOpen] = useState(false);
  const programmes = portfolios.map(({ programme }) => programme).filter(({ id }) => mayWorkProgramme(session, id));
  if (programmes.length === 0) return null;
  if (!isOpen) return <p className="buttons"><button type="button" className="button" onClick={() => setOpen(true)}>{texts.create}</button></p>;
  return <Suspense fallback={<Loading />}><ProjectForm programmes={programmes} onCancel={() => setOpen(false)} /></Suspense>;
}
