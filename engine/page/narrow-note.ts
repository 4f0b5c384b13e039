import type { PageCell, PageColumn } from '../src/report/html/page-data.ts';
import { cellText } from './cell.ts';
import { element } from './element.ts';

/**
 * What tells a row from its namesakes where a narrow screen leaves out the columns that do: the texts of
 * those columns, to stand below the row's name. `undefined` when there are none.
 */
export function narrowNote(
  columns: readonly PageColumn[],
  cells: readonly PageCell[],
): HTMLElement | undefined {
  const name = cellText(cells[0]);
  const texts = columns.flatMap(({ isMinor, isNumeric }, index) => {
    const text = cellText(cells[index]);
    return isMinor && !isNumeric && text !== name && text !== '' ? [text] : [];
  });
  if (texts.length === 0) return undefined;
  return element('small', { class: 'narrow' }, [...new Set(texts)].join(' · '));
}
