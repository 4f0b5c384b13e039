import type { PageDetail, PageRow } from '../src/report/html/page-data.ts';
import { cellText } from './cell.ts';
import { element } from './element.ts';

/** What a reader may narrow the rows to. */
export interface Filters {
  readonly form: HTMLElement;
  matches(row: PageRow): boolean;
}

interface Choice {
  readonly label: string;
  /** The values of a row, any of which may be chosen. */
  values(row: PageRow): readonly string[];
}

const choices: readonly Choice[] = [
  { label: 'Outcome', values: (row) => [row.outcome] },
  { label: 'Suite', values: (row) => [row.suite] },
  {
    label: 'Check not passed',
    values: (row) => row.checks.filter(({ status }) => status !== 'good').map(({ name }) => name),
  },
  { label: 'Tag', values: (row) => row.tags },
];

/** The filter fields for some rows; a choice with one value only is left out. */
export function createFilters(rows: readonly PageRow[], onChange: () => void): Filters {
  const texts = new Map<PageRow, string>();
  const search = element('input', { type: 'search', id: 'filter-text', oninput: onChange });
  const selects = choices.flatMap((choice, index) => {
    const values = [...new Set(rows.flatMap((row) => choice.values(row)))].sort();
    const isUseful = values.length > 1 || (index > 1 && values.length > 0);
    if (!isUseful) return [];
    const select = element(
      'select',
      { id: `filter-${index}`, onchange: onChange },
      element('option', { value: '' }, 'all'),
      ...values.map((value) => element('option', {}, value)),
    );
    return [{ choice, select }];
  });
  return {
    form: element(
      'form',
      { class: 'filters', role: 'search', 'aria-label': 'Filter', onsubmit: prevent },
      field('Text', search),
      ...selects.map(({ choice, select }) => field(choice.label, select)),
    ),
    matches(row) {
      for (const { choice, select } of selects) {
        if (select.selectedIndex > 0 && !choice.values(row).includes(select.value)) return false;
      }
      const wanted = search.value.trim().toLowerCase();
      if (wanted === '') return true;
      const text = texts.get(row) ?? searchText(row);
      texts.set(row, text);
      return text.includes(wanted);
    },
  };
}

function field(label: string, control: HTMLElement): HTMLElement {
  return element('label', { for: control.id }, element('span', {}, label), control);
}

function prevent(event: Event): void {
  event.preventDefault();
}

/** What a block of the details says. */
function textsOf(detail: PageDetail): readonly string[] {
  switch (detail.kind) {
    case 'list':
      return detail.items;
    case 'text':
      return [detail.text];
    case 'messages':
      return detail.messages.map(([, text]) => text);
    case 'sides':
      return detail.sides.map(([, text]) => text);
    case 'diff':
      return detail.pieces.map(([, text]) => text);
  }
}

/** Cells, tags, checks and everything in the details, in lower case. */
function searchText(row: PageRow): string {
  const checks = row.checks.map(({ name }) => name);
  const parts = [row.cells.map(cellText), row.tags, checks, row.details.flatMap(textsOf)];
  return parts.flat().join('\n').toLowerCase();
}
