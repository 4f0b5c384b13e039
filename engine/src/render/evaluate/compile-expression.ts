import { locateOffset } from '../../templates/locate-offset.ts';
import { TemplateFault } from '../../templates/template-fault.ts';
import type { Expression, SliceExpression } from '../../templates/template-tree.ts';
import { applySign, calculate } from '../values/arithmetic.ts';
import { holds } from '../values/compare.ts';
import { dictSet } from '../values/dict.ts';
import { escapeMarkup } from '../values/markup.ts';
import { printValue } from '../values/print-value.ts';
import { isTruthy } from '../values/truth.ts';
import { PyDict, PyFloat, PyMarkup, PyTuple, PyUndefined, type Value } from '../values/value.ts';
import { compileChain } from './compile-chain.ts';
import { isConstant } from './is-constant.ts';
import { missingName } from './missing-name.ts';
import type { Evaluate, Run } from './run.ts';
import { branchUnit, type Unit } from './unit.ts';

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

/** An expression as a function of the run and the scope. */
export function compileExpression(node: Expression, unit: Unit): Evaluate {
  switch (node.kind) {
    case 'literal':
    case 'integer':
      return constant(node.value);
    case 'float':
      return constant(new PyFloat(node.value));
    case 'name':
      return compileName(node);
    case 'tuple': {
      const items = compileItems(node.items, unit);
      return (run, scope) => {
        run.meter.step();
        run.meter.allocate(items.length + 1);
        return new PyTuple(items.map((item) => item(run, scope)));
      };
    }
    case 'list': {
      const items = compileItems(node.items, unit);
      return (run, scope) => {
        run.meter.step();
        run.meter.allocate(items.length + 1);
        return items.map((item) => item(run, scope));
      };
    }
    case 'dict':
      return compileDict(node, unit);
    case 'and':
    case 'or':
      return compileJoined(node, unit);
    case 'concat':
      return compileConcat(node, unit);
    case 'not': {
      const operand = compileExpression(node.operand, unit);
      const isNegated = node.count % 2 === 1;
      return (run, scope) => {
        run.meter.step();
        const value = operand(run, scope);
        run.offset = node.offset;
        return isTruthy(value) !== isNegated;
      };
    }
    case 'sign':
      return compileSign(node, unit);
    case 'compare':
      return compileCompare(node, unit);
    case 'arithmetic':
      return compileArithmetic(node, unit);
    case 'conditional':
      return compileConditional(node, unit);
    case 'slice':
      throw sliceFault(node);
    case 'chain':
      return compileChain(node, unit);
  }
}

function sliceFault(node: SliceExpression): TemplateFault {
  return new TemplateFault('syntax', 'a slice cannot stand in a tuple', { offset: node.offset });
}

function constant(value: Value): Evaluate {
  return (run) => {
    run.meter.step();
    return value;
  };
}

function compileItems(items: readonly Expression[], unit: Unit): Evaluate[] {
  return items.map((item) => compileExpression(item, unit));
}

function compileName(node: Of<'name'>): Evaluate {
  const { name, offset } = node;
  return (run, scope) => {
    run.meter.step();
    run.offset = offset;
    const value = scope.get(name);
    return value === undefined ? missingName(name, scope) : value;
  };
}

function compileDict(node: Of<'dict'>, unit: Unit): Evaluate {
  const entries = node.entries.map((entry) => ({
    key: compileExpression(entry.key, unit),
    value: compileExpression(entry.value, unit),
    offset: entry.key.offset,
  }));
  return (run, scope) => {
    run.meter.step();
    const dict = new PyDict();
    for (const entry of entries) {
      const key = entry.key(run, scope);
      const value = entry.value(run, scope);
      run.offset = entry.offset;
      dictSet(dict, key, value, run.meter);
    }
    return dict;
  };
}

function compileJoined(node: Of<'and' | 'or'>, unit: Unit): Evaluate {
  const items = compileItems(node.items, unit);
  const stopsAt = node.kind === 'or';
  const last = items.length - 1;
  return (run, scope) => {
    run.meter.step();
    for (let index = 0; index < last; index += 1) {
      const value = (items[index] as Evaluate)(run, scope);
      if (isTruthy(value) === stopsAt) return value;
    }
    return (items[last] as Evaluate)(run, scope);
  };
}

function compileConcat(node: Of<'concat'>, unit: Unit): Evaluate {
  const items = compileItems(node.items, unit);
  const offsets = node.items.map((item) => item.offset);
  // What Jinja2 joins before rendering loses its Markup.
  const isFolded = isConstant(node);
  return (run, scope) => {
    run.meter.step();
    const values = items.map((item) => item(run, scope));
    if (run.isEscaping && !isFolded && values.some((value) => value instanceof PyMarkup)) {
      let markup = '';
      for (const value of values) {
        const part = escapeMarkup(value, run.meter).text;
        run.meter.allocate(part.length);
        markup += part;
      }
      return new PyMarkup(markup);
    }
    let text = '';
    values.forEach((value, index) => {
      run.offset = offsets[index] ?? node.offset;
      const part = printValue(value, run.meter);
      run.meter.allocate(part.length);
      text += part;
    });
    return text;
  };
}

function compileSign(node: Of<'sign'>, unit: Unit): Evaluate {
  const operand = compileExpression(node.operand, unit);
  const signs = node.signs.toReversed();
  return (run, scope) => {
    let value = operand(run, scope);
    run.offset = node.offset;
    for (const sign of signs) {
      run.meter.step();
      value = applySign(sign, value);
    }
    return value;
  };
}

function compileCompare(node: Of<'compare'>, unit: Unit): Evaluate {
  const first = compileExpression(node.first, unit);
  const rest = node.rest.map((part) => ({
    operator: part.operator,
    offset: part.offset,
    operand: compileExpression(part.operand, unit),
  }));
  return (run, scope) => {
    let left = first(run, scope);
    for (const part of rest) {
      run.meter.step();
      const right = part.operand(run, scope);
      run.offset = part.offset;
      if (!holds(part.operator, left, right, run.meter)) return false;
      left = right;
    }
    return true;
  };
}

function compileArithmetic(node: Of<'arithmetic'>, unit: Unit): Evaluate {
  const first = compileExpression(node.first, unit);
  const rest = node.rest.map((part) => ({
    operator: part.operator,
    offset: part.offset,
    operand: compileExpression(part.operand, unit),
  }));
  return (run, scope) => {
    let value = first(run, scope);
    for (const part of rest) {
      run.meter.step();
      const right = part.operand(run, scope);
      run.offset = part.offset;
      value = calculate(part.operator, value, right, run.meter);
    }
    return value;
  };
}

function compileConditional(node: Of<'conditional'>, unit: Unit): Evaluate {
  const inner = branchUnit(unit);
  const branches = node.branches.map((branch) => ({
    test: compileExpression(branch.test, inner),
    value: compileExpression(branch.value, inner),
  }));
  const otherwise =
    node.otherwise === undefined ? undefined : compileExpression(node.otherwise, inner);
  const { line } = locateOffset(unit.source, node.offset);
  const missing = (run: Run): PyUndefined => {
    const name = run.frames.at(-1)?.name;
    const place = name === run.frames[0]?.name ? '' : ` in '${name}'`;
    return new PyUndefined(
      `the inline if-expression on line ${line}${place} evaluated to false and no else section was defined.`,
      false,
    );
  };
  return (run, scope) => {
    for (const branch of branches) {
      run.meter.step();
      if (isTruthy(branch.test(run, scope))) return branch.value(run, scope);
    }
    return otherwise === undefined ? missing(run) : otherwise(run, scope);
  };
}
