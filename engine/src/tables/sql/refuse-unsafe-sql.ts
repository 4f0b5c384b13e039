import { GalleyError } from '../../errors/galley-error.ts';
import { nearestName } from '../../matching/nearest.ts';
import { isPlainObject } from '../../units/own-value.ts';
import { plainLine } from '../../units/plain-text.ts';
import { sqlFunctions, sqlTableFunctions } from './sql-functions.ts';

/** Parts of a query that DuckDB's parser may find; anything it finds beyond these is refused. */
const allowedNodes: ReadonlySet<string> = new Set([
  ...['SELECT_NODE', 'SET_OPERATION_NODE', 'RECURSIVE_CTE_NODE', 'CTE_NODE'],
  ...['BASE_TABLE', 'SUBQUERY', 'JOIN', 'TABLE_FUNCTION', 'EXPRESSION_LIST', 'EMPTY', 'PIVOT'],
  ...['ORDER_MODIFIER', 'LIMIT_MODIFIER', 'LIMIT_PERCENT_MODIFIER', 'DISTINCT_MODIFIER'],
  ...['ORDER_DEFAULT', 'ASCENDING', 'DESCENDING'],
  ...['DECIMAL_TYPE_INFO', 'STRING_TYPE_INFO', 'LIST_TYPE_INFO', 'STRUCT_TYPE_INFO'],
  ...['ARRAY_TYPE_INFO', 'GENERIC_TYPE_INFO', 'UNBOUND_TYPE_INFO', 'EXTRA_TYPE_INFO'],
]);

// DuckDB plans nested ones in exponential time and cannot be interrupted meanwhile.
const mostSubqueries = 12;

const allowedExpressions: ReadonlySet<string> = new Set([
  ...['FUNCTION', 'WINDOW', 'COLUMN_REF', 'CONSTANT', 'CASE', 'CAST', 'COMPARISON', 'CONJUNCTION'],
  ...['BETWEEN', 'STAR', 'SUBQUERY', 'LAMBDA', 'LAMBDA_REF', 'OPERATOR', 'COLLATE'],
  ...['POSITIONAL_REFERENCE', 'TYPE'],
]);

const clockNames: ReadonlySet<string> = new Set([
  ...['current_date', 'current_time', 'current_timestamp', 'localtime', 'localtimestamp'],
]);

// Views that every DuckDB has and that tell about the process.
const systemView = /^(duckdb|sqlite|pragma|pg)_/i;

/**
 * Refuses a query that is anything but one SELECT over the named tables with harmless functions. It
 * reads the tree of DuckDB's own parser and fails closed: a node it does not know is refused.
 * @param parsed what `json_serialize_sql` gives
 * @throws GalleyError `sql-invalid`
 */
export function refuseUnsafeSql(parsed: unknown, tables: ReadonlySet<string>): void {
  if (!isPlainObject(parsed)) throw refusal('the query cannot be read');
  if (parsed.error === true) throw unreadable(parsed);
  const statements = Array.isArray(parsed.statements) ? parsed.statements : [];
  if (statements.length !== 1) throw refusal(`expected one query, got ${statements.length}`);
  const scope = readScope(statements[0], tables);
  if (scope.subqueries > mostSubqueries) {
    throw refusal(
      `a query has at most ${mostSubqueries} subqueries in expressions and names of WITH together`,
      'Split it into several queries, or join.',
    );
  }
  walk(statements[0], (node) => refuseNode(node, scope));
}

type SqlNode = Readonly<Record<string, unknown>>;

/** What a query declares itself and where it calls functions that give tables. */
interface SqlScope {
  readonly tables: ReadonlySet<string>;
  /** Tables and names of WITH, in lower case. */
  readonly known: ReadonlySet<string>;
  readonly tableCalls: ReadonlySet<unknown>;
  /** How many SELECTs stand where a value stands or have a name by WITH. */
  readonly subqueries: number;
}

function readScope(statement: unknown, tables: ReadonlySet<string>): SqlScope {
  const known = new Set([...tables].map((name) => name.toLowerCase()));
  const tableCalls = new Set<unknown>();
  let subqueries = 0;
  walk(statement, (node) => {
    if (node.type === 'TABLE_FUNCTION' && node.class === undefined) tableCalls.add(node.function);
    if (node.class === 'SUBQUERY') subqueries++;
    for (const name of withNames(node)) {
      subqueries++;
      if (!systemView.test(name)) known.add(name.toLowerCase());
    }
  });
  return { tables, known, tableCalls, subqueries };
}

function refuseNode(node: SqlNode, scope: SqlScope): void {
  const { class: expression, type } = node;
  const isExpression = typeof expression === 'string';
  const allowed = isExpression ? allowedExpressions : allowedNodes;
  const kind = isExpression ? expression : type;
  if (typeof kind === 'string' && !allowed.has(kind)) {
    throw refusal(`a query may not use ${kind.toLowerCase().replaceAll('_', ' ')}`);
  }
  if (kind === 'BASE_TABLE') refuseTable(node, scope);
  if (isClockName(node)) throw unknownFunction(String(node.column_names));
  if (typeof node.function_name !== 'string') return;
  refuseFunction(node, scope.tableCalls.has(node) ? sqlTableFunctions : sqlFunctions);
}

function refuseTable(node: SqlNode, { tables, known }: SqlScope): void {
  const name = String(node.table_name);
  const isPlain = isEmpty(node.schema_name) && isEmpty(node.catalog_name);
  if (isPlain && known.has(name.toLowerCase())) return;
  const near = nearestName(name, tables);
  throw refusal(
    `a query may not read ${plainLine(name)}`,
    near === undefined ? `It may read ${[...tables].join(', ')}.` : `Did you mean ${near}?`,
  );
}

function refuseFunction(node: SqlNode, allowed: ReadonlySet<string>): void {
  const name = String(node.function_name).toLowerCase();
  if (!allowed.has(name) || !isMain(node)) throw unknownFunction(name);
}

/** SQL lets the time be read without parentheses, as if it were a column. */
function isClockName({ column_names: names }: SqlNode): boolean {
  return (
    Array.isArray(names) && names.length === 1 && clockNames.has(String(names[0]).toLowerCase())
  );
}

function isMain(call: SqlNode): boolean {
  return (isEmpty(call.schema) || call.schema === 'main') && isEmpty(call.catalog);
}

function isEmpty(name: unknown): boolean {
  return name === undefined || name === '';
}

/** Names that a WITH of this node declares. */
function withNames(node: SqlNode): string[] {
  const map = isPlainObject(node.cte_map) ? node.cte_map.map : undefined;
  if (!Array.isArray(map)) return [];
  return map.map((entry) => (isPlainObject(entry) ? String(entry.key) : ''));
}

/** Visits every object below; with a list instead of recursion, for queries nested without end. */
function walk(root: unknown, visit: (node: SqlNode) => void): void {
  const waiting: unknown[] = [root];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (Array.isArray(value)) waiting.push(...value);
    else if (isPlainObject(value)) {
      visit(value);
      for (const child of Object.values(value)) waiting.push(child);
    }
  }
}

function unreadable(parsed: SqlNode): GalleyError {
  if (parsed.error_type === 'not implemented') {
    return refusal('a query is one SELECT; it changes, loads and sets nothing');
  }
  const position = Number(parsed.position);
  return new GalleyError('sql-invalid', plainLine(String(parsed.error_message)), {
    data: Number.isSafeInteger(position) ? { position } : {},
    hint: 'Write one SELECT in the dialect of DuckDB.',
  });
}

function unknownFunction(name: string): GalleyError {
  const near = nearestName(name, sqlFunctions);
  return refusal(
    `a query may not call ${plainLine(name)}`,
    near === undefined ? undefined : `Did you mean ${near}?`,
  );
}

function refusal(message: string, hint?: string): GalleyError {
  return new GalleyError('sql-invalid', message, {
    hint:
      hint ?? 'Write one SELECT over the given tables, without files, settings, time or chance.',
  });
}
