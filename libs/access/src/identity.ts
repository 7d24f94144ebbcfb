/** Who is on the other end, from the credential only. */
export interface Identity {
  readonly project: string;
  /** Device or gateway id. */
  readonly principal: string;
  readonly kind: 'device' | 'gateway';
}

/** `{project}/{device}`: how a principal is named in topics, user names and the journal. */
export const principalName = (identity: Identity): string => `${identity.project}/${identity.principal}`;

/** The project of a principal that `principalName` named. */
export const projectOf = (name: string): string => name.slice(0, name.indexOf('/'));
