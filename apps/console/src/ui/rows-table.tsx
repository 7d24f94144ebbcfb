import { Fragment } from 'react';
import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => ReactNode;
  readonly className?: string;
}

interface RowsTableProps<Row> {
  /** Id of the heading that names the table; else `label`. */
  readonly titled?: string;
  readonly label?: string;
  /** The first column names its row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** What stands below a row over its whole width. */
  readonly below?: (row: Row) => ReactNode;
  /** Id of a row that can be linked to. */
  readonly anchor?: (row: Row) => string;
  /** Marks the row that adds up the others. */
  readonly isTotal?: (row: Row) => boolean;
  /** Marks a row that has nothing: on narrow screens its second cell says so. */
  readonly isEmpty?: (row: Row) => boolean;
  /** Marks a row that is history. */
  readonly isPast?: (row: Row) => boolean;
}

/** A dense table; on narrow screens a list in which each cell carries its heading. */
export function RowsTable<Row>({ titled, label, columns, rows, keyOf, below, anchor, ...marks }: RowsTableProps<Row>) {
  return (
    <table role="table" className="rows" aria-labelledby={titled} aria-label={label}>
      <thead role="rowgroup"><tr role="row">{columns.map(({ heading, className }) => <th key={heading} role="columnheader" scope="col" className={className}>{heading}</th>)}</tr></thead>
      <tbody role="rowgroup">
        {rows.map((row) => {
          const key = keyOf(row);
          const under = below?.(row);
          return (
            <Fragment key={key}>
              <tr role="row" id={anchor?.(row)} className={markOf(marks, row)}>{columns.map((column, index) => <Cell key={column.heading} column={column} row={row} isFirst={index === 0} />)}</tr>
              {under !== undefined && under !== null && under !== false && <tr role="row" className="rows__below"><td role="cell" colSpan={columns.length}>{under}</td></tr>}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

type Marks<Row> = Pick<RowsTableProps<Row>, 'isPast' | 'isTotal' | 'isEmpty'>;

function markOf<Row>({ isPast, isTotal, isEmpty }: Marks<Row>, row: Row): string | undefined {
  if (isPast?.(row) === true) return 'is-past';
  if (isTotal?.(row) === true) return 'rows__total';
  return isEmpty?.(row) === true ? 'is-empty' : undefined;
}

function Cell<Row>({ column: { heading, cell, className }, row, isFirst }: { readonly column: Column<Row>; readonly row: Row; readonly isFirst: boolean }) {
  return isFirst
    ? <th role="rowheader" scope="row" className={className} data-label={heading}>{cell(row)}</th>
    : <td role="cell" className={className} data-label={heading}>{cell(row)}</td>;
}
