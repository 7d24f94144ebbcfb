import type { LibraryProjectView } from '@yanshou/api-schema';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import type { LibraryClassNames } from './library-filter.js';

interface LibraryTableProps {
  readonly projects: readonly LibraryProjectView[];
  readonly classes: readonly LibraryClassNames[];
}

/** A project in a row, with who recommended it, how far it has come and where it was made known. */
export function LibraryTable({ projects, classes }: LibraryTableProps) {
  const { library: texts } = useLanguage().texts;
  return (
    <div className="wide" role="region" aria-label={texts.title} tabIndex={0}>
      <table className="scored">
        <thead><tr>{[texts.name, texts.field, texts.region, texts.applicant, texts.recommender, texts.result, texts.promotions].map((heading) => <th key={heading} scope="col">{heading}</th>)}</tr></thead>
        <tbody>{projects.map((project) => <LibraryRow key={project.id} project={project} classes={classes} />)}</tbody>
      </table>
    </div>
  );
}

function LibraryRow({ project, classes }: { readonly project: LibraryProjectView; readonly classes: readonly LibraryClassNames[] }) {
  const { language, texts: { library: texts } } = useLanguage();
  const { id, batch, libraryClass, field, region, applicant, recommender, result, summary, approval, promotions, course } = project;
  const own = classes.find((one) => one.id === libraryClass);
  return (
    <tr className="library-row">
      <th scope="row">{nameIn(project, language)}<small><code>{id}</code> · {batch}</small>{summary !== '' && <small className="said">{summary}</small>}</th>
      <td>{own?.fields.find((one) => one.id === field)?.[language] ?? field}<small>{own?.[language] ?? libraryClass}</small></td>
      <td>{region}</td>
      <td>{applicant.name}<small>{applicant.creditCode}</small></td>
      <td>{recommender.name}{approval !== undefined && <small>{texts.byApproval(approval)}</small>}</td>
      <td>
        {texts.results[result]}
        {course?.steps.map((step) => <small key={`${step.to} ${step.at}`}>{texts.results[step.to]}{step.approval !== undefined && ` · ${step.approval}`}{step.reason !== undefined && ` · ${step.reason}`}</small>)}
      </td>
      <td>{promotions.length === 0 ? <span className="muted">{texts.noPromotions}</span> : promotions.map(({ on, form, place, note }) => <p key={`${on} ${form} ${place}`}>{on} {form} · {place}{note !== '' && <small>{note}</small>}</p>)}</td>
    </tr>
  );
}
