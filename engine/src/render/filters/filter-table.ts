import type { Dialect } from '../evaluate/run.ts';
import type { Operation } from '../evaluate/unit.ts';
import { createTestTable } from '../jinja-tests.ts';
import { choosingFilters } from './choosing-filters.ts';
import { dakoraFilters } from './dakora-filters.ts';
import { mappingFilters } from './mapping-filters.ts';
import { markupFilters } from './markup-filters.ts';
import { numberFilters } from './number-filters.ts';
import { sequenceFilters } from './sequence-filters.ts';
import { textFilters } from './text-filters.ts';

/** The filters and tests of a dialect. */
export interface Tables {
  filters: ReadonlyMap<string, Operation>;
  tests: ReadonlyMap<string, Operation>;
}

/** All filters and tests that templates of this dialect can use. */
export function createTables(dialect: Dialect): Tables {
  const filters = new Map<string, Operation>([
    ...textFilters,
    ...sequenceFilters,
    ...numberFilters,
    ...mappingFilters,
    ...markupFilters,
    ...(dialect === 'dakora' ? dakoraFilters : []),
  ]);
  const tests = createTestTable(filters);
  for (const [name, operation] of choosingFilters(filters, tests)) filters.set(name, operation);
  return { filters, tests };
}
