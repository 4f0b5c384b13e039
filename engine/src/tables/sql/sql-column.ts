/** A column of a table or of a result. */
export interface SqlColumn {
  readonly name: string;
  /** DuckDB's name of the type: `BIGINT`, `VARCHAR`, `DECIMAL(18,3)`. */
  readonly type: string;
}
