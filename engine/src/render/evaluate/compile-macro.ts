import { mentionsName } from '../../templates/mentions-name.ts';
import { TemplateFault } from '../../templates/template-fault.ts';
import type {
  CallStatement,
  MacroStatement,
  Parameter,
  Statement,
} from '../../templates/template-tree.ts';
import { fail } from '../fail.ts';
import { dictOf } from '../values/dict.ts';
import {
  type CallValues,
  PyFunction,
  PyObject,
  PyTuple,
  PyUndefined,
  type Value,
} from '../values/value.ts';
import { callValue } from './call-value.ts';
import { compileArguments } from './compile-chain.ts';
import { capture, type Evaluate, type Execute, type Run, withOwnCaptures } from './run.ts';
import type { Scope } from './scope.ts';
import { blockUnit, type Unit } from './unit.ts';
import { capturedValue, writeValue } from './write-value.ts';

/** A macro definition: sets its name to something callable. */
export function compileMacro(node: MacroStatement, unit: Unit): Execute {
  const make = compileMacroBody(node.name, node.parameters, node.body, node.offset, unit);
  return (run, scope) => {
    run.meter.step();
    scope.set(node.name, make(run, scope));
  };
}

/** A call block: calls with its body as `caller`. */
export function compileCall(node: CallStatement, unit: Unit): Execute {
  const make = compileMacroBody(undefined, node.parameters, node.body, node.offset, unit);
  const links = node.call.links.slice(0, -1);
  const last = node.call.links.at(-1);
  const callee = unit.compileExpression(
    links.length === 0 ? node.call.head : { ...node.call, links },
    unit,
  );
  if (last?.kind !== 'call') throw new TemplateFault('syntax', 'expected call', node);
  const evaluateArguments = compileArguments(last.arguments, unit);
  return (run, scope) => {
    run.meter.step();
    const value = callee(run, scope);
    const values = evaluateArguments(run, scope);
    values.keywords.set('caller', make(run, scope));
    run.offset = last.offset;
    writeValue(run, callValue(value, values));
  };
}

interface MacroParameter {
  name: string;
  default: Evaluate | undefined;
}

function compileMacroBody(
  macroName: string | undefined,
  parameters: readonly Parameter[],
  body: readonly Statement[],
  offset: number,
  unit: Unit,
): (run: Run, scope: Scope) => PyObject {
  const isAnonymous = macroName === undefined;
  const name = macroName ?? 'None';
  const inner = blockUnit(unit);
  const compiled: MacroParameter[] = parameters.map((parameter) => ({
    name: parameter.name,
    default:
      parameter.default === undefined
        ? undefined
        : unit.compileExpression(parameter.default, inner),
  }));
  const hasParameter = (wanted: string): boolean =>
    parameters.some((parameter) => parameter.name === wanted);
  const mentions = (wanted: string): boolean => !hasParameter(wanted) && mentionsName(body, wanted);
  const callerParameter = parameters.find((parameter) => parameter.name === 'caller');
  const readsCaller = mentionsName(body, 'caller');
  if (readsCaller && callerParameter !== undefined && callerParameter.default === undefined)
    throw new TemplateFault(
      'syntax',
      'When defining macros or call blocks the special "caller" argument must be omitted or be given a default.',
      { offset },
    );
  const catchesCaller = readsCaller;
  const catchesKeywords = mentions('kwargs');
  const catchesPositional = mentions('varargs');
  const execute = unit.compileBody(body, inner);
  const { nesting } = unit;

  const bind = (run: Run, scope: Scope, values: CallValues): void => {
    const { positional } = values;
    const keywords = new Map(values.keywords);
    const given: (Value | undefined)[] = compiled.map((parameter, index) => {
      if (index < positional.length) {
        return positional[index];
      }
      const value = keywords.get(parameter.name);
      keywords.delete(parameter.name);
      return value;
    });
    const caller = keywords.get('caller');
    if (catchesCaller && callerParameter === undefined) {
      keywords.delete('caller');
      scope.set('caller', caller === undefined ? new PyUndefined('No caller defined') : caller);
    }
    if (catchesKeywords) scope.set('kwargs', dictOf(keywords, run.meter));
    else if (keywords.size > 0) {
      if (keywords.has('caller'))
        fail(
          `macro '${name}' was invoked with two values for the special caller argument. This is most likely a bug.`,
        );
      fail(`macro '${name}' takes no keyword argument '${[...keywords.keys()][0]}'`);
    }
    if (catchesPositional) scope.set('varargs', new PyTuple(positional.slice(compiled.length)));
    else if (positional.length > compiled.length)
      fail(`macro '${name}' takes not more than ${compiled.length} argument(s)`);
    compiled.forEach((parameter, index) => {
      const value = given[index];
      if (value !== undefined) scope.set(parameter.name, value);
      else if (parameter.default !== undefined)
        scope.set(parameter.name, parameter.default(run, scope));
      else
        scope.set(
          parameter.name,
          new PyUndefined(`parameter '${parameter.name}' was not provided`),
        );
    });
  };

  return (run, definitionScope) => {
    const isEscaping = run.isEscaping;
    const definitionFrame = run.frames.at(-1);
    const call = new PyFunction(name, (values) => {
      const callOffset = run.offset;
      const before = run.isEscaping;
      run.isEscaping = isEscaping;
      run.meter.enterCall(nesting);
      const scope = definitionScope.inner();
      bind(run, scope, values);
      const isElsewhere = definitionFrame !== run.frames.at(-1) && definitionFrame !== undefined;
      if (isElsewhere) run.frames.push({ ...definitionFrame, includeOffset: callOffset });
      const text = capture(run, () => withOwnCaptures(run, () => execute(run, scope)));
      if (isElsewhere) run.frames.pop();
      run.meter.leaveCall(nesting);
      const result = capturedValue(run, text);
      run.isEscaping = before;
      run.offset = callOffset;
      return result;
    });
    const facts: ReadonlyMap<string, Value> = new Map<string, Value>([
      ['name', isAnonymous ? null : name],
      ['arguments', new PyTuple(compiled.map((parameter) => parameter.name))],
      ['catch_kwargs', catchesKeywords],
      ['catch_varargs', catchesPositional],
      ['caller', catchesCaller],
    ]);
    return new PyObject({
      typeName: 'Macro',
      read: (attribute) => facts.get(attribute),
      print: () => (isAnonymous ? '<Macro anonymous>' : `<Macro '${name}'>`),
      callable: call,
    });
  };
}
