import { TemplateFault } from '../../templates/template-fault.ts';
import type { Statement } from '../../templates/template-tree.ts';
import { asText } from '../values/text.ts';
import { isTruthy } from '../values/truth.ts';
import { typeName } from '../values/type-name.ts';
import { assignTarget } from './assign-target.ts';
import { compileFilters } from './compile-chain.ts';
import { compileExpression } from './compile-expression.ts';
import { compileFor } from './compile-for.ts';
import { compileInclude } from './compile-include.ts';
import { compileCall, compileMacro } from './compile-macro.ts';
import { capture, type Execute, write } from './run.ts';
import { blockUnit, branchUnit, type Unit } from './unit.ts';
import { capturedValue, writeValue } from './write-value.ts';

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

/** A list of statements as one function. */
export function compileBody(body: readonly Statement[], unit: Unit): Execute {
  const parts = body.map((statement) => compileStatement(statement, unit));
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return (run, scope) => {
    for (const part of parts) part(run, scope);
  };
}

function compileStatement(node: Statement, unit: Unit): Execute {
  switch (node.kind) {
    case 'text': {
      const { text } = node;
      return (run) => {
        run.meter.step();
        run.offset = node.offset;
        write(run, text);
      };
    }
    case 'output':
      return compileOutput(node, unit);
    case 'if':
      return compileIf(node, unit);
    case 'for':
      return compileFor(node, unit);
    case 'set': {
      const value = compileExpression(node.value, unit);
      return (run, scope) => {
        run.meter.step();
        assignTarget(run, scope, node.target, value(run, scope));
      };
    }
    case 'set-block':
      return compileSetBlock(node, unit);
    case 'with':
      return compileWith(node, unit);
    case 'macro':
      return compileMacro(node, unit);
    case 'call':
      return compileCall(node, unit);
    case 'filter':
      return compileFilterBlock(node, unit);
    case 'include':
      return compileInclude(node);
    case 'autoescape':
      return compileAutoescape(node, unit);
  }
}

function compileOutput(node: Of<'output'>, unit: Unit): Execute {
  const items = node.items.map((item) => ({
    evaluate: compileExpression(item, unit),
    offset: item.offset,
  }));
  return (run, scope) => {
    for (const item of items) {
      const value = item.evaluate(run, scope);
      run.offset = item.offset;
      writeValue(run, value);
    }
  };
}

function compileIf(node: Of<'if'>, unit: Unit): Execute {
  const inner = branchUnit(unit);
  const branches = node.branches.map((branch) => ({
    test: compileExpression(branch.test, inner),
    body: compileBody(branch.body, inner),
    offset: branch.test.offset,
  }));
  const otherwise = compileBody(node.otherwise, inner);
  return (run, scope) => {
    for (const branch of branches) {
      run.meter.step();
      const value = branch.test(run, scope);
      run.offset = branch.offset;
      if (isTruthy(value)) {
        branch.body(run, scope);
        return;
      }
    }
    otherwise(run, scope);
  };
}

function compileSetBlock(node: Of<'set-block'>, unit: Unit): Execute {
  const body = compileBody(node.body, blockUnit(unit));
  const filters = compileFilters(node.filters, unit);
  return (run, scope) => {
    run.meter.step();
    const inner = scope.inner();
    const text = capture(run, () => body(run, inner));
    assignTarget(run, scope, node.target, filters(run, scope, capturedValue(run, text)));
  };
}

function compileWith(node: Of<'with'>, unit: Unit): Execute {
  const bindings = node.bindings.map((binding) => ({
    target: binding.target,
    value: compileExpression(binding.value, unit),
  }));
  const body = compileBody(node.body, blockUnit(unit));
  return (run, scope) => {
    run.meter.step();
    const inner = scope.inner();
    for (const binding of bindings)
      assignTarget(run, inner, binding.target, binding.value(run, scope));
    body(run, inner);
  };
}

function compileFilterBlock(node: Of<'filter'>, unit: Unit): Execute {
  const body = compileBody(node.body, blockUnit(unit));
  const filters = compileFilters(node.filters, blockUnit(unit));
  return (run, scope) => {
    run.meter.step();
    const inner = scope.inner();
    const text = capture(run, () => body(run, inner));
    const value = filters(run, inner, capturedValue(run, text));
    if (asText(value) !== undefined) writeValue(run, value);
    else if (!run.unjoinable.has(run.captured.length))
      run.unjoinable.set(
        run.captured.length,
        new TemplateFault(
          'runtime',
          `sequence item 0: expected str instance, ${typeName(value)} found`,
          { offset: node.offset },
        ),
      );
  };
}

function compileAutoescape(node: Of<'autoescape'>, unit: Unit): Execute {
  const isEnabled = compileExpression(node.value, unit);
  const body = compileBody(node.body, blockUnit(unit));
  return (run, scope) => {
    run.meter.step();
    const before = run.isEscaping;
    run.isEscaping = isTruthy(isEnabled(run, scope));
    body(run, scope.inner());
    run.isEscaping = before;
  };
}
