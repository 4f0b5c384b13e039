import type { ChartPoint } from '../src/report/html/page-data.ts';
import { element, picture } from './element.ts';

const width = 400;
const height = 240;
const edge = { left: 40, right: 20, top: 16, bottom: 42 };

/** Score against cost as a picture, and the same numbers as a table; nothing without points. */
export function scoreChart(points: readonly ChartPoint[]): HTMLElement | undefined {
  if (points.length === 0) return undefined;
  const labels = [...new Set(points.map(({ label }) => label))];
  const mostCost = Math.max(...points.map(({ cost }) => cost[0])) * 1.1 || 1;
  const x = (cost: number) => edge.left + (cost / mostCost) * (width - edge.left - edge.right);
  const y = (score: number) => edge.top + (1 - score) * (height - edge.top - edge.bottom);
  const place = ({ cost, score }: ChartPoint) => ({ cx: x(cost[0]), cy: y(score[0]) });
  const joins = labels.flatMap((label) => {
    const [from, to] = ['base', 'head'].map((series) =>
      points.find((point) => point.label === label && point.series === series),
    );
    if (from === undefined || to === undefined) return [];
    const [a, b] = [place(from), place(to)];
    return [picture('line', { class: 'join', x1: a.cx, y1: a.cy, x2: b.cx, y2: b.cy })];
  });
  const dots = points.map((point) => {
    const { cx, cy } = place(point);
    const number = labels.indexOf(point.label) + 1;
    return picture(
      'g',
      {},
      picture('circle', { class: `dot ${point.series}`, cx, cy, r: 9 }),
      picture('text', { class: `dot-label ${point.series}`, x: cx, y: cy + 4 }, String(number)),
    );
  });
  return element(
    'section',
    {},
    element('h2', {}, 'Score against cost'),
    element(
      'figure',
      { class: 'chart' },
      picture(
        'svg',
        {
          viewBox: `0 0 ${width} ${height}`,
          role: 'img',
          'aria-label': `Score against cost of ${labels.length} targets; the table below has the numbers.`,
        },
        ...[0, 0.25, 0.5, 0.75, 1].flatMap((score) => [
          picture('line', {
            class: 'grid',
            x1: edge.left,
            x2: width - edge.right,
            y1: y(score),
            y2: y(score),
          }),
          picture('text', { class: 'tick end', x: edge.left - 8, y: y(score) + 4 }, String(score)),
        ]),
        picture('text', { class: 'tick', x: edge.left, y: height - 24 }, '$0'),
        picture(
          'text',
          { class: 'tick end', x: width - edge.right, y: height - 24 },
          dollars(mostCost),
        ),
        picture(
          'text',
          { class: 'tick middle', x: (width + edge.left) / 2, y: height - 6 },
          'US dollars per 1,000 calls, at list price',
        ),
        ...joins,
        ...dots,
      ),
      numbersTable(points, labels),
    ),
  );
}

function numbersTable(points: readonly ChartPoint[], labels: readonly string[]): HTMLElement {
  const hasBase = points.some(({ series }) => series === 'base');
  const titles = ['No.', 'Target', ...(hasBase ? ['Side'] : []), 'Score', 'Cost per 1,000'];
  const rows = points.map(({ label, series, score, cost }) => [
    String(labels.indexOf(label) + 1),
    label,
    ...(hasBase ? [series] : []),
    score[1],
    cost[1],
  ]);
  return element(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Score against cost, numbers' },
    element(
      'table',
      {},
      element(
        'thead',
        {},
        element('tr', {}, ...titles.map((title) => element('th', { scope: 'col' }, title))),
      ),
      element(
        'tbody',
        {},
        ...rows.map((cells) => element('tr', {}, ...cells.map((cell) => element('td', {}, cell)))),
      ),
    ),
  );
}

function dollars(value: number): string {
  return `$${value >= 1 ? value.toFixed(2) : value.toPrecision(2)}`;
}
