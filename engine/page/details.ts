import type { PageColumn, PageDetail, PageRow } from '../src/report/html/page-data.ts';
import { cellText } from './cell.ts';
import { element } from './element.ts';

/** What opens below a row: its cells that a narrow screen leaves out, then its blocks. */
export function rowDetails(row: PageRow, columns: readonly PageColumn[]): HTMLElement {
  const cells = columns.map(({ label }, index) => [label, cellText(row.cells[index])] as const);
  const facts = [...cells.filter((_, index) => columns[index]?.isMinor), tagsOf(row)];
  return element(
    'div',
    { class: 'details' },
    element(
      'dl',
      { class: 'facts small' },
      ...facts
        .filter(([, value]) => value !== '')
        .map(([label, value]) =>
          element('div', {}, element('dt', {}, label), element('dd', {}, value)),
        ),
    ),
    ...row.details.map(block),
  );
}

function tagsOf({ tags }: PageRow): readonly [string, string] {
  return ['Tags', tags.join(', ')];
}

function block(detail: PageDetail): HTMLElement {
  return element('section', {}, element('h3', {}, detail.title), content(detail));
}

function content(detail: PageDetail): HTMLElement {
  switch (detail.kind) {
    case 'list':
      return element('ul', {}, ...detail.items.map((item) => element('li', {}, item)));
    case 'text':
      return text(detail.title, detail.text);
    case 'messages':
      return element(
        'div',
        { class: 'messages' },
        ...detail.messages.map(([role, message]) => titled(role, message)),
      );
    case 'sides':
      return element(
        'div',
        { class: 'sides' },
        ...detail.sides.map(([title, side]) => titled(title, side)),
      );
    case 'diff':
      return difference(detail);
  }
}

function titled(title: string, body: string): HTMLElement {
  return element('div', {}, element('h4', {}, title), text(title, body));
}

/** A box that scrolls can be reached by keyboard. */
function text(label: string, body: string): HTMLElement {
  return element('pre', { tabindex: 0, role: 'group', 'aria-label': label }, body);
}

function difference({ title, by, pieces }: Extract<PageDetail, { kind: 'diff' }>): HTMLElement {
  const box = text(title, '');
  box.classList.add(by);
  for (const [mark, piece] of pieces) {
    const shown = by === 'lines' ? `${mark}${piece}\n` : piece;
    if (mark === '-') box.append(element('del', {}, shown));
    else if (mark === '+') box.append(element('ins', {}, shown));
    else box.append(shown);
  }
  return box;
}
