import { useProjectWrite } from '../../api/project-write.js';
import { request } from '../../api/request.js';
import { WORK_ROUTES } from '../../api/work-routes.js';
import { useLanguage } from '../../i18n/language-context.js';
import { nameIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { ActionForm } from '../../ui/action-form.js';
import { EvidenceChoice } from '../../ui/evidence-choice.js';
import { FormCheck } from '../../ui/form-fields.js';
import { AmountInput } from './money-form.js';
import { MONEY_TEXTS } from './money-texts.js';
import { auditOf, inWan, wanText } from './money-view.js';
import type { Money } from './money-view.js';

interface AuditFormProps {
  readonly project: string;
  readonly money: Money;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** What the audit settled of each item, from the report. */
export function AuditForm({ project, money, onDone, onCancel }: AuditFormProps) {
  const { language } = useLanguage();
  const texts = useSectionTexts(MONEY_TEXTS);
  const { stated: { items }, audit, lines } = money;
  const before = new Map(audit?.amounts.map(({ item, audited }) => [item, inWan(audited)]));
  const nameOf = (line: string): string => {
    const found = lines.find((one) => one.line === line);
    return found === undefined ? line : nameIn(found, language);
  };
  const save = useProjectWrite(project, 'money', (form: FormData) => request(WORK_ROUTES.auditMoney, { params: { p: project }, body: auditOf(form, items.map(({ id }) => id)) }), onDone);
  return (
    <ActionForm label={texts.audit} submit={texts.audit} fields={['evidence']} action={save} onSubmit={save.mutate} onCancel={onCancel}>
      <EvidenceChoice project={project} name="evidence" label={texts.auditReport} hint={texts.auditHint} />
      <FormCheck name="named" label={texts.named} initial={audit?.named} />
      <fieldset>
        <legend>{texts.auditedWan}</legend>
        <div className="line-fields">{items.map(({ id, line, budget }) => <label key={id}>{nameOf(line)} · {texts.budget} {wanText(budget)}<AmountInput name={`audited ${id}`} initial={before.get(id)} isOptional /></label>)}</div>
      </fieldset>
    </ActionForm>
  );
}
