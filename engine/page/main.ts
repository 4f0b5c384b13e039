import type { PageData } from '../src/report/html/page-data.ts';
import { scoreChart } from './chart.ts';
import { element } from './element.ts';
import { rowsTable } from './rows-table.ts';
import { summaryHeader, summaryTable } from './summary.ts';

const data = JSON.parse(document.getElementById('report')?.textContent ?? '') as PageData;
const { head, rows } = data;
document.title = `${head.title} · Galley`;
const chart = scoreChart(head.chart);
document.body.append(
  summaryHeader(head),
  element(
    'main',
    {},
    ...head.tables.filter((table) => table.rows.length > 0).map(summaryTable),
    chart,
    rows.length > 0 ? rowsTable(data) : element('p', { class: 'note' }, `${head.rowsTitle}: none.`),
  ),
);
