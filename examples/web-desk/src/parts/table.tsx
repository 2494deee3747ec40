// A table that may be wider than the page: then it scrolls by itself, by the keyboard too.
import type { ReactNode } from "react";

export interface Column<Row> {
  readonly name: string;
  readonly cell: (row: Row) => ReactNode;
  /** Set to the right, with digits of one width. */
  readonly number?: boolean | undefined;
  /** With room for more than a word. */
  readonly isLong?: boolean | undefined;
}

interface Given<Row> {
  /** What it is, as it is read out. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}

export function Table<Row>({ label, columns, rows }: Given<Row>) {
  const side = ({ number, isLong }: Column<Row>) =>
    number ? "number" : isLong ? "long" : undefined;
  return (
    <div className="wide" tabIndex={0} role="region" aria-label={label}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" className={side(column)}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {columns.map((column) => (
                <td key={column.name} className={side(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
