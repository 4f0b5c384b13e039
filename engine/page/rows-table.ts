import type { PageData, PageRow } from '../src/report/html/page-data.ts';
import { type Column, checkColumns, dataColumns } from './columns.ts';
import { element } from './element.ts';
import { createFilters } from './filters.ts';
import { classOf, rowElements } from './row-elements.ts';

const pageSize = 50;
const worstFirst = ['bad', 'warning', 'neutral', 'good'];

/** The big table: filtered, sorted and in pages, so that thousands of rows stay quick. */
export function rowsTable({ rows, head }: PageData): HTMLElement {
  const ordered = rows.toSorted((a, b) => rankOf(a) - rankOf(b));
  const fixed = dataColumns(rows, head.columns);
  const open = new Set<PageRow>();
  let columns: Column[] = [];
  let sortedBy: Column | undefined;
  let isDescending = false;
  let page = 0;
  const titles = element('tr');
  const body = element('tbody');
  const count = element('p', { role: 'status', class: 'count' });
  const previous = element('button', { type: 'button', onclick: () => turn(-1) }, 'Previous');
  const next = element('button', { type: 'button', onclick: () => turn(1) }, 'Next');
  const pager = element('nav', { class: 'pager', 'aria-label': 'Pages' }, previous, next);
  const filters = createFilters(rows, () => {
    page = 0;
    draw();
  });

  function turn(pages: number): void {
    page += pages;
    draw();
    count.scrollIntoView();
    // A button that has just been disabled would lose the focus.
    if (next.disabled) previous.focus();
    else if (previous.disabled) next.focus();
  }

  function sort(column: Column): void {
    isDescending = sortedBy === column && !isDescending;
    sortedBy = column;
    page = 0;
    draw();
  }

  /** The titles are made anew only when the columns change, so that a pressed one keeps the focus. */
  function drawTitles(found: readonly PageRow[]): void {
    const wanted = [...fixed, ...checkColumns(found)];
    if (labelsOf(wanted) !== labelsOf(columns)) {
      columns = wanted;
      if (sortedBy !== undefined && !columns.includes(sortedBy)) sortedBy = undefined;
      titles.replaceChildren(...columns.map(titleOf));
    }
    columns.forEach((column, index) => {
      const order = isDescending ? 'descending' : 'ascending';
      titles.children[index]?.setAttribute('aria-sort', column === sortedBy ? order : 'none');
    });
  }

  function titleOf(column: Column): HTMLElement {
    const press = { type: 'button', class: 'sort', onclick: () => sort(column) };
    const button = element('button', press, column.label);
    return element('th', { scope: 'col', class: classOf(column) }, button);
  }

  function draw(): void {
    const found = ordered.filter((row) => filters.matches(row));
    drawTitles(found.length > 0 ? found : rows);
    if (sortedBy !== undefined) {
      const { compare } = sortedBy;
      found.sort((a, b) => (isDescending ? -compare(a, b) : compare(a, b)));
    }
    const pages = Math.max(1, Math.ceil(found.length / pageSize));
    page = Math.min(page, pages - 1);
    const first = page * pageSize;
    const shown = found.slice(first, first + pageSize);
    body.replaceChildren(
      ...shown.flatMap((row, index) =>
        rowElements(row, { columns, given: head.columns, open, id: `details-${index}` }),
      ),
    );
    const range = shown.length > 0 ? `${first + 1}–${first + shown.length} of ` : '';
    const all = found.length < rows.length ? ` (${rows.length} in all)` : '';
    count.textContent = `${range}${found.length} rows${all}`;
    previous.disabled = page === 0;
    next.disabled = page >= pages - 1;
    pager.hidden = pages === 1;
  }

  draw();
  const table = element('table', { class: 'rows' }, element('thead', {}, titles), body);
  const box = { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': head.rowsTitle };
  return element(
    'section',
    {},
    element('h2', {}, head.rowsTitle),
    filters.form,
    count,
    element('div', box, table),
    pager,
  );
}

function rankOf({ status }: PageRow): number {
  return worstFirst.indexOf(status);
}

function labelsOf(columns: readonly Column[]): string {
  return columns.map(({ label }) => label).join('\n');
}
