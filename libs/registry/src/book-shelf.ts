/** How far a projection book has come that is kept beside the registry. */
export interface BookPosition {
  readonly name: string;
  /** The journal's first sequence that is not in it: 0 of a book that holds nothing. */
  readonly nextSequence: number;
}

/** What can be told of projection books without opening one. */
export interface BookShelf {
  /** Of all books, by name. */
  bookPositions(): Promise<readonly BookPosition[]>;
}
