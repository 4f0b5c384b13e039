import { convertInput } from '../values/convert-input.ts';
import type { Value } from '../values/value.ts';

/** The names a caller gives, converted when first read, and the built-in ones behind them. */
export interface Context {
  get(name: string): Value | undefined;
  names(): string[];
}

/** A context over plain data: own properties only. */
export function createContext(
  data: Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown>,
  globals: ReadonlyMap<string, Value>,
): Context {
  const converted = new Map<string, Value>();
  const has = (name: string): boolean =>
    data instanceof Map ? data.has(name) : Object.hasOwn(data, name);
  const read = (name: string): unknown =>
    data instanceof Map ? data.get(name) : (data as Record<string, unknown>)[name];
  return {
    get(name) {
      const known = converted.get(name);
      if (known !== undefined) return known;
      if (!has(name)) return globals.get(name);
      const raw = read(name);
      if (raw === undefined) return globals.get(name);
      const value = convertInput(raw);
      converted.set(name, value);
      return value;
    },
    names: () => [...(data instanceof Map ? data.keys() : Object.keys(data)), ...globals.keys()],
  };
}

/** Names set in one block; reading falls back to the enclosing block, then to the context. */
export class Scope {
  readonly parent: Scope | undefined;
  readonly context: Context;
  variables: Map<string, Value> | undefined;

  constructor(context: Context, parent?: Scope) {
    this.context = context;
    this.parent = parent;
    this.variables = undefined;
  }

  inner(): Scope {
    return new Scope(this.context, this);
  }

  set(name: string, value: Value): void {
    this.variables ??= new Map();
    this.variables.set(name, value);
  }

  get(name: string): Value | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      const value = scope.variables?.get(name);
      if (value !== undefined) return value;
    }
    return this.context.get(name);
  }

  /** Every name that can be read here, nearest first; for hints. */
  names(): string[] {
    const names: string[] = [];
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent)
      if (scope.variables !== undefined) names.push(...scope.variables.keys());
    return [...names, ...this.context.names()];
  }
}
