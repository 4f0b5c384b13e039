import type { PageColumn, PageRow } from '../src/report/html/page-data.ts';
import { cellText } from './cell.ts';
import type { Column } from './columns.ts';
import { rowDetails } from './details.ts';
import { element } from './element.ts';
import { narrowNote } from './narrow-note.ts';

/** Class names of a column's cells. */
export function classOf({ isNumeric, isMinor }: PageColumn): string {
  return `${isNumeric ? 'number' : ''} ${isMinor ? 'minor' : ''}`.trim();
}

export interface RowOptions {
  readonly columns: readonly Column[];
  /** Columns as the data has them, for the details. */
  readonly given: readonly PageColumn[];
  /** Rows whose details are open; kept up to date. */
  readonly open: Set<PageRow>;
  /** Unique on the page. */
  readonly id: string;
}

/** A row, and below it the one that holds its details. */
export function rowElements(row: PageRow, options: RowOptions): HTMLElement[] {
  const { columns, given, open, id } = options;
  const place = element('td', { colspan: columns.length });
  const more = element('tr', { id, class: 'more' }, place);
  const button = element(
    'button',
    { type: 'button', class: 'open', 'aria-controls': id, onclick: toggle },
    cellText(row.cells[0]),
  );

  function toggle(): void {
    if (!open.delete(row)) open.add(row);
    show();
  }

  function show(): void {
    const isOpen = open.has(row);
    button.setAttribute('aria-expanded', String(isOpen));
    more.hidden = !isOpen;
    place.replaceChildren(isOpen ? rowDetails(row, given) : '');
  }

  show();
  const cells = columns.map((column, index) =>
    index === 0
      ? element('th', { scope: 'row' }, button, narrowNote(given, row.cells))
      : element('td', { class: classOf(column) }, column.cell(row)),
  );
  return [element('tr', { class: row.status }, ...cells), more];
}
