import { useQuery } from '@tanstack/react-query';
import type { AnswerOf, User } from '@yanshou/api-schema';
import { useState } from 'react';
import { useSession } from '../api/queries.js';
import { request } from '../api/request.js';
import { ROUTES } from '../api/routes.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { Loaded } from '../ui/loaded.js';
import { Notice } from '../ui/notice.js';
import { ProblemPanel } from '../ui/problem-panel.js';
import { RowsTable } from '../ui/rows-table.js';
import type { Column } from '../ui/rows-table.js';
import { SecretOnce } from '../ui/secret-once.js';
import { Section } from '../ui/section.js';
import { ToneChip } from '../ui/tone-chip.js';
import { useOpened } from '../ui/use-opened.js';
import { usersQuery } from './administration-queries.js';
import { ADMINISTRATION_TEXTS } from './administration-texts.js';
import { ChangeUserForm, NewUserForm } from './user-forms.js';
import { useWrite } from './use-write.js';

/** Who may log in, as what, and where. */
export function UsersSection() {
  const texts = useSectionTexts(ADMINISTRATION_TEXTS);
  const { open, said, show, close } = useOpened<string>();
  const [secret, setSecret] = useState<string>();
  const columns = useColumns(show);
  const added = ({ user, oneTimePassword }: AnswerOf<'createUser'>): void => {
    setSecret(oneTimePassword);
    close(texts.userAdded(user.id));
  };
  return (
    <Section id="users" title={texts.users} aside={open !== NEW && <button type="button" className="button" onClick={() => show(NEW)}>{texts.addUser}</button>}>
      <Notice text={said} />
      {secret !== undefined && <SecretOnce secret={secret} title={texts.oneTime} onDone={() => setSecret(undefined)} />}
      {open === NEW && <NewUserForm onDone={added} onCancel={close} />}
      <Loaded query={useQuery(usersQuery)}>
        {(items) => <RowsTable titled="users-title" columns={columns} rows={items} keyOf={({ id }) => id} isPast={({ disabled }) => disabled} below={(user) => user.id === open && <ChangeUserForm user={user} onDone={() => close(texts.changed(user.id))} onCancel={close} />} />}
      </Loaded>
    </Section>
  );
}

/** No user's name. */
const NEW = '+';

function useColumns(onOpen: (id: string) => void): readonly Column<User>[] {
  const texts = useSectionTexts(ADMINISTRATION_TEXTS);
  return [
    { heading: texts.id, cell: ({ id, name }) => <><code>{id}</code><small>{name}</small></> },
    { heading: texts.role, cell: ({ role }) => texts.roles[role] },
    { heading: texts.scope, cell: ({ role, scope }) => role === 'admin' ? texts.everything : scope.map((entry) => <code key={entry}>{entry} </code>), className: 'cell-wide' },
    { heading: texts.stateHeading, cell: ({ disabled, mustChangePassword }) => <><ToneChip tone={disabled ? 'none' : 'good'}>{disabled ? texts.disabled : texts.active}</ToneChip>{mustChangePassword && <small>{texts.mustChange}</small>}</> },
    { heading: texts.actions, cell: (user) => <Actions user={user} onOpen={onOpen} /> },
  ];
}

/** Nobody shuts themselves out. */
function Actions({ user: { id, disabled }, onOpen }: { readonly user: User; readonly onOpen: (id: string) => void }) {
  const texts = useSectionTexts(ADMINISTRATION_TEXTS);
  const { data: session } = useSession();
  const toggle = useWrite(['users'], () => request(ROUTES.changeUser, { params: { u: id }, body: { disabled: !disabled } }));
  if (session?.id === id) return <small>{texts.you}</small>;
  return (
    <>
      <span className="row-actions">
        <button type="button" className="link" aria-label={texts.changeLabel(id)} onClick={() => onOpen(id)}>{texts.change}</button>
        <button type="button" className="link" disabled={toggle.isPending} aria-label={disabled ? texts.enableLabel(id) : texts.disableLabel(id)} onClick={() => toggle.mutate(undefined)}>{disabled ? texts.enable : texts.disable}</button>
      </span>
      {toggle.error && <ProblemPanel error={toggle.error} />}
    </>
  );
}
