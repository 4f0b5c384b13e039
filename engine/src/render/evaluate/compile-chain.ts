import { nearestName } from '../../matching/nearest.ts';
import { TemplateFault } from '../../templates/template-fault.ts';
import type {
  CallArguments,
  ChainExpression,
  FilterLink,
  Link,
  SliceExpression,
  TestLink,
} from '../../templates/template-tree.ts';
import { fail } from '../fail.ts';
import { readAttribute } from '../methods/read-attribute.ts';
import { readItem } from '../methods/read-item.ts';
import { readSlice } from '../methods/read-slice.ts';
import { listOf } from '../values/iterate.ts';
import { asText } from '../values/text.ts';
import { typeName } from '../values/type-name.ts';
import { refuseUndefined } from '../values/undefined.ts';
import { type CallValues, PyDict, type Value } from '../values/value.ts';
import { callValue } from './call-value.ts';
import type { Evaluate, Run } from './run.ts';
import type { Scope } from './scope.ts';
import type { Unit } from './unit.ts';

/** One step of a chain: an attribute, subscript, call, filter or test on the value before it. */
type Step = (run: Run, scope: Scope, value: Value) => Value;

/** A chain of attributes, subscripts, calls, filters and tests as one function. */
export function compileChain(node: ChainExpression, unit: Unit): Evaluate {
  const head = unit.compileExpression(node.head, unit);
  const steps = node.links.map((link) => compileLink(link, unit));
  const [only] = steps;
  if (steps.length === 1 && only !== undefined)
    return (run, scope) => only(run, scope, head(run, scope));
  return (run, scope) => {
    let value = head(run, scope);
    for (const step of steps) value = step(run, scope, value);
    return value;
  };
}

/** The filters of a block, applied in order to its text. */
export function compileFilters(filters: readonly FilterLink[], unit: Unit): Step {
  const steps = filters.map((filter) => compileFilter(filter, unit));
  return (run, scope, value) => {
    let result = value;
    for (const step of steps) result = step(run, scope, result);
    return result;
  };
}

function compileLink(link: Link, unit: Unit): Step {
  switch (link.kind) {
    case 'attribute': {
      const { name, offset } = link;
      return (run, _scope, value) => {
        run.meter.step();
        run.offset = offset;
        return readAttribute(run, value, name);
      };
    }
    case 'item':
      return link.key.kind === 'slice'
        ? compileSlice(link.key, link.offset, unit)
        : compileItem(link, unit);
    case 'call': {
      const evaluateArguments = compileArguments(link.arguments, unit);
      return (run, scope, value) => {
        run.meter.step();
        const values = evaluateArguments(run, scope);
        run.offset = link.offset;
        return callValue(value, values);
      };
    }
    case 'filter':
      return compileFilter(link, unit);
    case 'test':
      return compileTest(link, unit);
  }
}

function compileItem(link: Extract<Link, { kind: 'item' }>, unit: Unit): Step {
  const key = unit.compileExpression(link.key, unit);
  return (run, scope, value) => {
    run.meter.step();
    const index = key(run, scope);
    run.offset = link.offset;
    return readItem(run, value, index);
  };
}

function compileSlice(node: SliceExpression, offset: number, unit: Unit): Step {
  const part = (expression: SliceExpression['start']): Evaluate =>
    expression === undefined ? () => null : unit.compileExpression(expression, unit);
  const [start, stop, step] = [part(node.start), part(node.stop), part(node.step)];
  return (run, scope, value) => {
    run.meter.step();
    const bounds = [start(run, scope), stop(run, scope), step(run, scope)] as const;
    run.offset = offset;
    return readSlice(run, value, ...bounds);
  };
}

function compileFilter(link: FilterLink, unit: Unit): Step {
  const { name, offset } = link;
  const operation = unit.filters.get(name);
  if (operation === undefined)
    return failUnknown(`No filter named '${name}'`, name, unit.filters, offset, unit);
  const evaluateArguments = compileArguments(link.arguments, unit);
  return (run, scope, value) => {
    run.meter.step();
    const values = evaluateArguments(run, scope);
    run.offset = offset;
    return operation(run, value, values);
  };
}

function compileTest(link: TestLink, unit: Unit): Step {
  const { name, offset, isNegated } = link;
  const operation = unit.tests.get(name);
  if (operation === undefined)
    return failUnknown(`No test named '${name}'`, name, unit.tests, offset, unit);
  const evaluateArguments = compileArguments(link.arguments, unit);
  return (run, scope, value) => {
    run.meter.step();
    const values = evaluateArguments(run, scope);
    run.offset = offset;
    const result = operation(run, value, values);
    return isNegated ? result !== true : result;
  };
}

function failUnknown(
  message: string,
  name: string,
  known: ReadonlyMap<string, unknown>,
  offset: number,
  unit: Unit,
): Step {
  const nearest = nearestName(name, [...known.keys()]);
  const hint = nearest === undefined ? undefined : `did you mean '${nearest}'?`;
  if (!unit.isBranch)
    throw new TemplateFault('syntax', `${message}.`, { offset, ...(hint && { hint }) });
  return (run) => {
    run.offset = offset;
    return fail(`${message} found.`, hint);
  };
}

/** The arguments of a call as one function. */
export function compileArguments(
  node: CallArguments,
  unit: Unit,
): (run: Run, scope: Scope) => CallValues {
  const positional = node.positional.map((item) => unit.compileExpression(item, unit));
  const names = new Set<string>();
  for (const keyword of node.keywords) {
    if (names.has(keyword.name))
      throw new TemplateFault('syntax', `keyword argument repeated: ${keyword.name}`, {
        offset: keyword.offset,
      });
    names.add(keyword.name);
  }
  const keywords = node.keywords.map(
    (keyword) => [keyword.name, unit.compileExpression(keyword.value, unit)] as const,
  );
  const spread = node.spread === undefined ? undefined : unit.compileExpression(node.spread, unit);
  const keywordSpread =
    node.keywordSpread === undefined ? undefined : unit.compileExpression(node.keywordSpread, unit);
  return (run, scope) => {
    const values: CallValues = {
      positional: positional.map((item) => item(run, scope)),
      keywords: new Map(),
    };
    if (spread !== undefined)
      for (const item of listOf(spread(run, scope), run.meter)) values.positional.push(item);
    for (const [name, value] of keywords) values.keywords.set(name, value(run, scope));
    if (keywordSpread !== undefined) spreadKeywords(keywordSpread(run, scope), values);
    return values;
  };
}

function spreadKeywords(value: Value, values: CallValues): void {
  refuseUndefined(value);
  if (!(value instanceof PyDict))
    fail(`argument after ** must be a mapping, not ${typeName(value)}`);
  for (const entry of value.entries.values()) {
    const name = asText(entry.key);
    if (name === undefined) fail('keywords must be strings');
    if (values.keywords.has(name)) fail(`got multiple values for keyword argument '${name}'`);
    values.keywords.set(name, entry.value);
  }
}
