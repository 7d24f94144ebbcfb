import type { ReconciliationView } from '@yanshou/api-schema';
import { useState } from 'react';
import { useProjectWrite } from '../../api/project-write.js';
import { statedForm, upload } from '../../api/upload.js';
import { WORK_ROUTES } from '../../api/work-routes.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { ActionForm } from '../../ui/action-form.js';
import { FormFile, FormText } from '../../ui/form-fields.js';
import { LEDGER_TEXTS } from './ledger-texts.js';

interface LedgerFormProps {
  readonly project: string;
  readonly onDone: (view: ReconciliationView) => void;
  readonly onCancel: () => void;
}

/** A workbook; each faulty line is named. */
export function LedgerForm({ project, onDone, onCancel }: LedgerFormProps) {
  const texts = useSectionTexts(LEDGER_TEXTS);
  const [progress, setProgress] = useState(0);
  const send = useProjectWrite(project, 'reconciliation', (form: FormData) => {
    setProgress(0);
    return upload(WORK_ROUTES.importLedger, { params: { p: project }, form: statedForm(form), onProgress: setProgress });
  }, onDone);
  return (
    <ActionForm label={texts.import} submit={texts.import} fields={['sheet']} action={send} onSubmit={send.mutate} onCancel={onCancel} progress={progress}>
      <FormFile name="file" label={texts.file} hint={texts.fileHint} accept=".xlsx" />
      <FormText name="sheet" label={texts.sheet} hint={texts.sheetHint} isOptional />
    </ActionForm>
  );
}
