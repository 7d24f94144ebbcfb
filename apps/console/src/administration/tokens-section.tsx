import { useQuery } from '@tanstack/react-query';
import type { AnswerOf, ApiToken, Session } from '@yanshou/api-schema';
import { systemClock } from '@yanshou/telemetry';
import { useState } from 'react';
import { useSession } from '../api/queries.js';
import { request } from '../api/request.js';
import { startOfDay, timeText } from '../format/time-text.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { ActionForm } from '../ui/action-form.js';
import { FormArea, FormChoice, FormText } from '../ui/form-fields.js';
import { Loaded } from '../ui/loaded.js';
import { Notice } from '../ui/notice.js';
import { ProblemPanel } from '../ui/problem-panel.js';
import { RowsTable } from '../ui/rows-table.js';
import type { Column } from '../ui/rows-table.js';
import { SecretOnce } from '../ui/secret-once.js';
import { Section } from '../ui/section.js';
import { entered } from '../ui/text-field.js';
import { ToneChip } from '../ui/tone-chip.js';
import { useOpened } from '../ui/use-opened.js';
import { ADMINISTRATION_ROUTES, tokensQuery } from './administration-queries.js';
import { ADMINISTRATION_TEXTS } from './administration-texts.js';
import { scopeOf, tokenState } from './administration-view.js';
import { useWrite } from './use-write.js';

const KEY = ['tokens'];
/** Where the reader is: tokens belong to no project. */
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Tokens of programs: an administrator sees all, everyone else their own. */
export function TokensSection() {
  const texts = useSectionTexts(ADMINISTRATION_TEXTS);
  const { data: session } = useSession();
  const { open, said, show, close } = useOpened();
  const [secret, setSecret] = useState<string>();
  const columns = useColumns(close);
  const made = ({ token, secret: told }: AnswerOf<'createToken'>): void => {
    setSecret(told);
    close(texts.tokenAdded(token.name));
  };
  return (
    <Section id="tokens" title={texts.tokens} aside={!open && <button type="button" className="button" onClick={() => show(true)}>{texts.addToken}</button>}>
      <p className="muted">{texts.tokensAbout}</p>
      <Notice text={said} />
      {secret !== undefined && <SecretOnce secret={secret} title={texts.secret} onDone={() => setSecret(undefined)} />}
      {open && session && <TokenForm session={session} onDone={made} onCancel={close} />}
      <Loaded query={useQuery(tokensQuery)} lines={3}>
        {(items) => items.length === 0 ? <p className="muted">{texts.noTokens}</p> : <RowsTable titled="tokens-title" columns={columns} rows={items} keyOf={({ id }) => id} isPast={(token) => stateNow(token) !== 'valid'} />}
      </Loaded>
    </Section>
  );
}

const stateNow = (token: ApiToken): ReturnType<typeof tokenState> => tokenState(token, systemClock.now() / 1_000);

function useColumns(onSaid: (text: string) => void): readonly Column<ApiToken>[] {
  const texts = useSectionTexts(ADMINISTRATION_TEXTS);
  return [
    { heading: texts.tokenName, cell: ({ name, id }) => <>{name}<small><code>{id}</code></small></> },
    { heading: texts.role, cell: ({ role }) => texts.roles[role] },
    { heading: texts.scope, cell: ({ role, scope }) => role === 'admin' ? texts.everything : scope.map((entry) => <code key={entry}>{entry} </code>), className: 'cell-wide' },
    { heading: texts.madeBy, cell: ({ madeBy, madeAt }) => <>{madeBy}<small>{timeText(madeAt, ZONE)}</small></> },
    { heading: texts.stateHeading, cell: (token) => <><ToneChip tone={stateNow(token) === 'valid' ? 'good' : 'none'}>{texts[stateNow(token)]}</ToneChip><small>{token.expiresAt === null ? texts.forever : timeText(token.expiresAt, ZONE)}</small></> },
    { heading: texts.actions, cell: (token) => stateNow(token) === 'valid' ? <Revoke token={token} onSaid={onSaid} /> : <span className="muted">—</span> },
  ];
}

function Revoke({ token: { id, name }, onSaid }: { readonly token: ApiToken; readonly onSaid: (text: string) => void }) {
  const texts = useSectionTexts(ADMINISTRATION_TEXTS);
  const revoke = useWrite(KEY, () => request(ADMINISTRATION_ROUTES.revokeToken, { params: { t: id } }), () => onSaid(texts.tokenRevoked(name)));
  return (
    <>
      <button type="button" className="link" disabled={revoke.isPending} aria-label={texts.revokeLabel(name)} onClick={() => revoke.mutate(undefined)}>{texts.revoke}</button>
      {revoke.error && <ProblemPanel error={revoke.error} />}
    </>
  );
}

interface TokenFormProps {
  readonly session: Session;
  readonly onDone: (made: AnswerOf<'createToken'>) => void;
  readonly onCancel: () => void;
}

/** A token can do what its maker can, at most: that stands there already. */
function TokenForm({ session, onDone, onCancel }: TokenFormProps) {
  const texts = useSectionTexts(ADMINISTRATION_TEXTS);
  const create = useWrite(KEY, (form: FormData) => {
    const last = entered(form, 'expiresAt');
    const body = { name: entered(form, 'name'), role: entered(form, 'role') as Session['role'], scope: scopeOf(entered(form, 'scope')), ...(last === '' ? {} : { expiresAt: startOfDay(last, ZONE, 1) }) };
    return request(ADMINISTRATION_ROUTES.createToken, { body });
  }, onDone);
  const roles = (['admin', 'officer', 'member', 'auditor'] as const).filter((role) => session.role === 'admin' || role === session.role || role === 'auditor' || (role === 'member' && session.role === 'officer'));
  return (
    <ActionForm label={texts.addToken} submit={texts.addToken} fields={['name', 'role', 'scope', 'expiresAt']} action={create} onSubmit={create.mutate} onCancel={onCancel}>
      <FormText name="name" label={texts.tokenName} />
      <FormChoice name="role" label={texts.role} initial={session.role} options={roles.map((value) => ({ value, label: texts.roles[value] }))} />
      <FormText name="expiresAt" type="date" label={texts.expiresAt} isOptional />
      <FormArea name="scope" label={texts.scope} hint={texts.scopeHint} initial={session.scope.join('\n')} isOptional isWide />
    </ActionForm>
  );
}
