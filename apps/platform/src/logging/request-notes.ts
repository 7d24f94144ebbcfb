/** What is known of a request when its line is written. */
export interface RequestNotes {
  /** The operation of the API, or the door. */
  route?: string;
  /** Id of the user who was let in. */
  who?: string;
  /** Why it was refused or failed. */
  code?: string;
}

const notes = new WeakMap<object, RequestNotes>();

/** Remembers something of the request that `response` answers. */
export function note(response: object, fields: RequestNotes): void {
  notes.set(response, { ...notes.get(response), ...fields });
}

export const notesOf = (response: object): RequestNotes => notes.get(response) ?? {};
