import { expect, it } from 'vitest';
import { filterNames, testNames } from '../../templates/built-in-names.ts';
import { createTables } from './filter-table.ts';

it('has exactly the filters and tests that the analysis knows', () => {
  const tables = createTables('jinja2');
  expect([...tables.filters.keys()].sort()).toEqual([...filterNames].sort());
  expect([...tables.tests.keys()].sort()).toEqual([...testNames].sort());
});

it('adds only yaml in dialect dakora', () => {
  const added = [...createTables('dakora').filters.keys()].filter(
    (name) => !filterNames.includes(name),
  );
  expect(added).toEqual(['yaml']);
});
