import { useState } from 'react';
import type { DeclaredFigureView, ProjectDetail } from '@yanshou/api-schema';
import { useProjectWrite } from '../../api/project-write.js';
import { useSession } from '../../api/queries.js';
import { request } from '../../api/request.js';
import { WORK_ROUTES } from '../../api/work-routes.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { mayDecideOn, mayWork } from '../../session/rights.js';
import { ActionForm } from '../../ui/action-form.js';
import { FormArea } from '../../ui/form-fields.js';
import { ProblemPanel } from '../../ui/problem-panel.js';
import { isStated } from './figure-view.js';
import { FIGURES_TEXTS } from './figures-texts.js';

interface WithdrawalProps {
  readonly project: ProjectDetail;
  readonly item: DeclaredFigureView;
  readonly onSaid: (text: string) => void;
}

/** An accepted figure that is wrong: one person asks, another agrees; then it can be stated anew. */
export function FigureWithdrawal(props: WithdrawalProps) {
  const { data: session } = useSession();
  const texts = useSectionTexts(FIGURES_TEXTS);
  const { withdrawal } = props.item;
  if (withdrawal?.status !== 'submitted') return mayWork(session) && isStated(props.item.purpose) ? <AskWithdrawal {...props} /> : <span className="muted">—</span>;
  return <><small>{texts.withdrawalAsked(withdrawal.askedBy, withdrawal.reason)}</small>{mayDecideOn(session, withdrawal.askedBy) ? <DecideWithdrawal {...props} /> : <small>{texts.own}</small>}</>;
}

function AskWithdrawal({ project, item: { id, quantity }, onSaid }: WithdrawalProps) {
  const texts = useSectionTexts(FIGURES_TEXTS);
  const [isOpen, setOpen] = useState(false);
  const ask = useProjectWrite(project.id, 'figures', (reason: string) => request(WORK_ROUTES.askWithdrawal, { params: { p: project.id, f: id }, body: { reason } }), () => onSaid(texts.withdrawalSent(quantity)));
  if (!isOpen) return <button type="button" className="link nowrap" aria-label={texts.withdrawLabel(quantity)} onClick={() => setOpen(true)}>{texts.withdraw}</button>;
  return (
    <ActionForm label={texts.withdrawLabel(quantity)} submit={texts.withdraw} fields={['reason']} action={ask} onSubmit={(form) => ask.mutate(reasonOf(form))} onCancel={() => setOpen(false)} isInline>
      <FormArea name="reason" label={texts.withdrawReason} isWide />
    </ActionForm>
  );
}

function DecideWithdrawal({ project, item: { id, quantity }, onSaid }: WithdrawalProps) {
  const texts = useSectionTexts(FIGURES_TEXTS);
  const decide = useProjectWrite(project.id, 'figures', (decision: 'accept' | 'reject') => request(WORK_ROUTES.decideWithdrawal, { params: { p: project.id, f: id }, body: { decision } }),
    (figure) => onSaid(texts.decided(quantity, figure.status === 'withdrawn' ? texts.status.withdrawn : texts.withdrawalRefused)));
  return (
    <>
      <span className="row-actions">
        <button type="button" className="link" disabled={decide.isPending} aria-label={texts.agreeLabel(quantity)} onClick={() => decide.mutate('accept')}>{texts.agree}</button>
        <button type="button" className="link" disabled={decide.isPending} aria-label={texts.refuseLabel(quantity)} onClick={() => decide.mutate('reject')}>{texts.refuse}</button>
      </span>
      {decide.error && <ProblemPanel error={decide.error} />}
    </>
  );
}

function reasonOf(form: FormData): string {
  const reason = form.get('reason');
  return typeof reason === 'string' ? reason.trim() : '';
}
