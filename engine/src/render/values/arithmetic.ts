import type { ArithmeticOperator } from '../../templates/template-tree.ts';
import type { Meter } from '../budget.ts';
import { fail } from '../fail.ts';
import { formatPercent } from '../text-format/percent-format.ts';
import { escapeMarkup } from './markup.ts';
import { asInteger, canonicalInteger, toDouble } from './number.ts';
import { orElse } from './or-else.ts';
import { asText } from './text.ts';
import { typeName } from './type-name.ts';
import { failUndefined } from './undefined.ts';
import { PyFloat, PyMarkup, PyTuple, PyUndefined, type Value } from './value.ts';

const maxBits = 14_285n;
const largestInteger = 1n << (maxBits * 2n);
const largestSize = 2n ** 63n - 1n;

/** Python's binary arithmetic, and `+`, `*` and `%` on text and sequences. */
export function calculate(operator: ArithmeticOperator, a: Value, b: Value, meter: Meter): Value {
  if (typeof a === 'number' && typeof b === 'number') {
    if (operator === '+' || operator === '-' || operator === '*') {
      const result = operator === '+' ? a + b : operator === '-' ? a - b : a * b;
      if (Number.isSafeInteger(result)) return result + 0;
    }
  }
  if (a instanceof PyUndefined) failUndefined(a);
  if (b instanceof PyUndefined) {
    if (operator === '%' && asText(a) !== undefined) return formatPercent(a, b, meter);
    failUndefined(b);
  }
  const left = a instanceof PyFloat ? a : asInteger(a);
  const right = b instanceof PyFloat ? b : asInteger(b);
  if (left !== undefined && right !== undefined)
    return left instanceof PyFloat || right instanceof PyFloat
      ? calculateFloats(operator, toDouble(left), toDouble(right))
      : calculateIntegers(operator, left, right, meter);
  return orElse(calculateSequences(operator, a, b, meter), () => failOperands(operator, a, b));
}

function failOperands(operator: ArithmeticOperator, a: Value, b: Value): never {
  const [left, right] = [typeName(a), typeName(b)];
  if (operator === '+' && (left === 'str' || left === 'list' || left === 'tuple'))
    fail(`can only concatenate ${left} (not "${right}") to ${left}`);
  if (operator === '*') {
    const sequences = ['str', 'list', 'tuple'];
    if (sequences.includes(left)) fail(`can't multiply sequence by non-int of type '${right}'`);
    if (sequences.includes(right)) fail(`can't multiply sequence by non-int of type '${left}'`);
  }
  const shown = operator === '**' ? '** or pow()' : operator;
  fail(`unsupported operand type(s) for ${shown}: '${left}' and '${right}'`);
}

function calculateFloats(operator: ArithmeticOperator, a: number, b: number): Value {
  switch (operator) {
    case '+':
      return new PyFloat(a + b);
    case '-':
      return new PyFloat(a - b);
    case '*':
      return new PyFloat(a * b);
    case '/':
      if (b === 0) fail('float division by zero');
      return new PyFloat(a / b);
    case '//':
      if (b === 0) fail('float floor division by zero');
      return new PyFloat(floorDivide(a, b));
    case '%':
      if (b === 0) fail('float modulo');
      return new PyFloat(floorModulo(a, b));
    case '**':
      return powerOfFloats(a, b);
  }
}

function powerOfFloats(a: number, b: number): Value {
  if (a === 0 && b < 0) fail('0.0 cannot be raised to a negative power');
  if (a < 0 && Number.isFinite(a) && Number.isFinite(b) && !Number.isInteger(b))
    fail('complex numbers are not supported');
  if (a === 1 || b === 0) return new PyFloat(1);
  if (a === -1 && !Number.isFinite(b) && !Number.isNaN(b)) return new PyFloat(1);
  const result = a ** b;
  if (!Number.isFinite(result) && Number.isFinite(a) && Number.isFinite(b))
    fail("(34, 'Numerical result out of range')");
  return new PyFloat(result);
}

function floorModulo(a: number, b: number): number {
  const rest = a % b;
  if (rest !== 0 && rest < 0 !== b < 0) return rest + b;
  return rest === 0 ? (b < 0 ? -0 : 0) : rest;
}

function floorDivide(a: number, b: number): number {
  const rest = a % b;
  let quotient = (a - rest) / b;
  if (rest !== 0 && rest < 0 !== b < 0) quotient -= 1;
  if (quotient === 0) return a / b < 0 || Object.is(a / b, -0) ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

function calculateIntegers(
  operator: ArithmeticOperator,
  a: number | bigint,
  b: number | bigint,
  meter: Meter,
): Value {
  if (operator === '/') {
    if (Number(b) === 0) fail('division by zero');
    return divide(a, b);
  }
  if (operator === '**') return power(a, b, meter);
  // biome-ignore lint/suspicious/noDoubleEquals: 0 and 0n
  if ((operator === '//' || operator === '%') && b == 0)
    fail(operator === '%' ? 'integer modulo by zero' : 'integer division or modulo by zero');
  const left = BigInt(a);
  const right = BigInt(b);
  switch (operator) {
    case '+':
      return checkSize(left + right, meter);
    case '-':
      return checkSize(left - right, meter);
    case '*':
      meter.allocate(1);
      return checkSize(left * right, meter);
    default: {
      if (typeof a === 'bigint' || typeof b === 'bigint') meter.step(20);
      let quotient = left / right;
      let rest = left % right;
      if (rest !== 0n && rest < 0n !== right < 0n) {
        quotient -= 1n;
        rest += right;
      }
      return canonicalInteger(operator === '//' ? quotient : rest);
    }
  }
}

function divide(a: number | bigint, b: number | bigint): Value {
  if (typeof a === 'number' && typeof b === 'number') return new PyFloat(a / b);
  const [left, right] = [Number(a), Number(b)];
  if (Number.isFinite(left) && Number.isFinite(right)) return new PyFloat(left / right);
  return fail('integer division result too large for a float');
}

function power(a: number | bigint, b: number | bigint, meter: Meter): Value {
  if (b < 0) {
    if (Number(a) === 0) fail('0.0 cannot be raised to a negative power');
    return powerOfFloats(toDouble(a), toDouble(b));
  }
  const base = BigInt(a);
  if (base === 0n || base === 1n) return Number(b) === 0 ? 1 : Number(base);
  if (base === -1n) return BigInt(b) % 2n === 0n ? 1 : -1;
  if (b > meter.budgets.exponent) meter.fail('exponent', 'an exponent is too large');
  const bits = BigInt((base < 0n ? -base : base).toString(16).length * 4);
  if (bits * BigInt(b) > maxBits + 4n * BigInt(b))
    meter.fail('exponent', 'the result of a power is too large');
  meter.allocate(Number(bits) + 8);
  return checkSize(base ** BigInt(b), meter);
}

function checkSize(value: bigint, meter: Meter): number | bigint {
  const small = canonicalInteger(value);
  if (typeof small === 'number') return small;
  meter.step(20);
  if (value > largestInteger || value < -largestInteger)
    meter.fail('exponent', 'an integer is too large');
  meter.allocate(64);
  return value;
}

function calculateSequences(
  operator: ArithmeticOperator,
  a: Value,
  b: Value,
  meter: Meter,
): Value | undefined {
  if (operator === '%' && asText(a) !== undefined) return formatPercent(a, b, meter);
  if (operator === '+') return addSequences(a, b, meter);
  if (operator !== '*') return undefined;
  const count = asInteger(b);
  if (count !== undefined) return repeat(a, count, meter);
  const countFirst = asInteger(a);
  return countFirst === undefined ? undefined : repeat(b, countFirst, meter);
}

function addSequences(a: Value, b: Value, meter: Meter): Value | undefined {
  if (typeof a === 'string' && typeof b === 'string') {
    meter.allocate(a.length + b.length);
    return a + b;
  }
  if (a instanceof PyMarkup || b instanceof PyMarkup) {
    if (asText(a) === undefined || asText(b) === undefined) return undefined;
    const left = escapeMarkup(a, meter).text;
    const right = escapeMarkup(b, meter).text;
    meter.allocate(left.length + right.length);
    return new PyMarkup(left + right);
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    meter.allocate(a.length + b.length);
    return a.concat(b);
  }
  if (a instanceof PyTuple && b instanceof PyTuple) {
    meter.allocate(a.items.length + b.items.length);
    return new PyTuple(a.items.concat(b.items));
  }
  return undefined;
}

function repeat(sequence: Value, count: number | bigint, meter: Meter): Value | undefined {
  const text = asText(sequence);
  const items = Array.isArray(sequence)
    ? sequence
    : sequence instanceof PyTuple
      ? sequence.items
      : undefined;
  if (text === undefined && items === undefined) return undefined;
  if (count > largestSize || count < -largestSize)
    fail("cannot fit 'int' into an index-sized integer");
  const times = count > 0 ? count : 0;
  const length = text?.length ?? items?.length ?? 0;
  if (length > 0) meter.checkInteger(times);
  const turns = length === 0 ? 0 : Number(times);
  meter.allocate(length * turns);
  if (text !== undefined) {
    const repeated = text.repeat(turns);
    return sequence instanceof PyMarkup ? new PyMarkup(repeated) : repeated;
  }
  const result: Value[] = [];
  for (let turn = 0; turn < turns; turn += 1) for (const item of items ?? []) result.push(item);
  return Array.isArray(sequence) ? result : new PyTuple(result);
}

/** Python's unary `-` and `+`. */
export function applySign(sign: '-' | '+', value: Value): Value {
  if (value instanceof PyUndefined) failUndefined(value);
  if (value instanceof PyFloat) return sign === '-' ? new PyFloat(-value.value) : value;
  const integer = asInteger(value);
  if (integer === undefined)
    return fail(`bad operand type for unary ${sign}: '${typeName(value)}'`);
  if (sign === '+') return integer;
  return typeof integer === 'number' ? 0 - integer : canonicalInteger(-integer);
}
