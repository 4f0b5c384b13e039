import { loadDuckDb } from './load-duckdb.ts';

/**
 * Stands for the package `@duckdb/node-api` in the bundle: evaluated when a run makes its first query,
 * and only then is the package fetched.
 */
export const { DuckDBInstance } = await loadDuckDb();
