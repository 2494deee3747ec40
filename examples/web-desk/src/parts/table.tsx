// A table that may be wider than the page: then it scrolls by itself, by the keyboard too.
import type { ReactNode } from "react";

export interface Column<Row> {
  readonly name: string;
  readonly cell: (row: Row) => ReactNode;
  /** Set to the right, with digits of one width. */
  readonly number?: boolean | undefined;
}

interface Given<Row> {
  /** What it is, as it is read out. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}

export function Table<Row>({ label, columns, rows }: Given<Row>) {
  const side = (number?: boolean) => (number ? "number" : undefined);
  return (
    <div className="wide" tabIndex={0} role="region" aria-label={label}>
      <table>
        <thead>
          <tr>
            {columns.map(({ name, number }) => (
              <th key={name} scope="col" className={side(number)}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {columns.map(({ name, cell, number }) => (
                <td key={name} className={side(number)}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
