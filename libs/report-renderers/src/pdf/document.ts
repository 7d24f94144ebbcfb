/**
 * What of pdfmake's document definition a report is made of (pdfmake 0.3, docs "Document definition object"). The published
 * types need those of a browser, which then hold in every program that imports this library.
 */
export type Margin = [left: number, top: number, right: number, bottom: number];

/** Sizes in points. */
export interface Style {
  readonly font?: string;
  readonly fontSize?: number;
  readonly bold?: boolean;
  readonly alignment?: 'left' | 'center' | 'right';
  readonly color?: string;
  readonly fillColor?: string;
  readonly margin?: Margin;
}

/** A table's rules and the room in its cells, of the number of the line or column. */
export interface TableLayout {
  readonly hLineWidth?: (line: number) => number;
  readonly vLineWidth?: (line: number) => number;
  readonly hLineColor?: (line: number) => string;
  readonly vLineColor?: (line: number) => string;
  readonly paddingLeft?: (column: number) => number;
  readonly paddingRight?: (column: number) => number;
  readonly paddingTop?: (row: number) => number;
  readonly paddingBottom?: (row: number) => number;
}

export interface Table {
  readonly headerRows?: number;
  readonly keepWithHeaderRows?: number;
  readonly dontBreakRows?: boolean;
  readonly widths: readonly (number | '*' | 'auto')[];
  readonly heights?: (row: number) => number | 'auto';
  readonly body: readonly (readonly TableCell[])[];
}

interface Placed extends Style {
  readonly style?: string;
  readonly width?: number | '*' | 'auto';
  /** Where links and page references lead. */
  readonly id?: string;
  readonly outline?: boolean;
  readonly outlineText?: string;
  readonly outlineExpanded?: boolean;
  readonly outlineParentId?: string;
  readonly linkToDestination?: string;
  readonly pageBreak?: 'before' | 'after';
  readonly unbreakable?: boolean;
}

export type Content =
  | string
  | readonly Content[]
  | (Placed & { readonly text: string | readonly Content[] })
  | (Placed & { readonly stack: readonly Content[] | Content })
  | (Placed & { readonly columns: readonly Content[]; readonly columnGap?: number })
  | (Placed & { readonly ul: readonly Content[] })
  | (Placed & { readonly table: Table; readonly layout?: TableLayout })
  | (Placed & { readonly svg: string })
  | (Placed & { readonly pageReference: string });

export type TableCell = string | (Exclude<Content, string | readonly Content[]> & { readonly colSpan?: number; readonly border?: readonly [boolean, boolean, boolean, boolean] });

export interface DocumentDefinition {
  readonly pageSize: 'A4';
  readonly pageMargins: Margin;
  readonly language: string;
  readonly displayTitle: boolean;
  readonly info: { readonly title: string; readonly subject: string; readonly creator: string; readonly producer: string; readonly creationDate: Date };
  readonly defaultStyle: Style;
  readonly styles: Readonly<Record<string, Style>>;
  readonly header: (page: number, pages: number) => Content | null;
  readonly footer: (page: number, pages: number) => Content | null;
  readonly content: readonly Content[];
}

/** What the library answers to; it changes a definition while it prints it. */
export interface Printer {
  addFonts(fonts: Readonly<Record<string, Readonly<Record<string, string>>>>): void;
  setLocalAccessPolicy(mayRead: (path: string) => boolean): void;
  setUrlAccessPolicy(mayFetch: (url: string) => boolean): void;
  createPdf(document: DocumentDefinition): { getBuffer(): Promise<Uint8Array> };
}
