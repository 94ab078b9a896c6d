export type Cell = string | number | boolean;

/** Writes rows as a table that spreadsheets read; RFC 4180. */
export function toTable(rows: readonly (readonly Cell[])[]): string {
  return rows.map((cells) => `${cells.map(quote).join(',')}\r\n`).join('');
}

function quote(cell: Cell): string {
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
