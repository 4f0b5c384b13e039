import type { PageHead, PageTable } from '../src/report/html/page-data.ts';
import { cellText, marks } from './cell.ts';
import { element } from './element.ts';
import { narrowNote } from './narrow-note.ts';

/** The verdict, the numbers and what must not be missed. */
export function summaryHeader({ title, status, facts, notes }: PageHead): HTMLElement {
  return element(
    'header',
    {},
    element('p', { class: 'brand' }, 'Galley report'),
    element(
      'h1',
      {},
      element('span', { class: `mark ${status}`, 'aria-hidden': 'true' }, marks[status]),
      title,
    ),
    element(
      'dl',
      { class: 'facts' },
      ...facts.map(([label, value]) =>
        element('div', {}, element('dt', {}, label), element('dd', {}, value)),
      ),
    ),
    ...notes.map((note) => element('p', { class: 'note' }, note)),
  );
}

/** One table of the summary, in a box of its own that scrolls where it is too wide. */
export function summaryTable({ title, columns, rows }: PageTable): HTMLElement {
  const classOf = (index: number) => {
    const column = columns[index];
    return `${column?.isNumeric ? 'number' : ''} ${column?.isMinor ? 'minor' : ''}`.trim();
  };
  const head = columns.map((column, index) =>
    element('th', { scope: 'col', class: classOf(index) }, column.label),
  );
  const body = rows.map(({ cells, status }) =>
    element(
      'tr',
      {},
      element(
        'td',
        { class: 'status' },
        element('span', { class: `mark ${status}`, 'aria-hidden': 'true' }, marks[status]),
      ),
      ...cells.map((cell, index) =>
        element(
          'td',
          { class: classOf(index) },
          cellText(cell),
          index === 0 ? narrowNote(columns, cells) : undefined,
        ),
      ),
    ),
  );
  return element(
    'section',
    {},
    element('h2', {}, title),
    element(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': title },
      element(
        'table',
        {},
        element('thead', {}, element('tr', {}, element('td', { class: 'status' }), ...head)),
        element('tbody', {}, ...body),
      ),
    ),
  );
}
