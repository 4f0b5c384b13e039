/** A Python float, kept apart from integers so that `4 / 2` prints `2.0`. */
export class PyFloat {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** A Python tuple. */
export class PyTuple {
  readonly items: readonly Value[];
  constructor(items: readonly Value[]) {
    this.items = items;
  }
}

/** What `groupby` gives: a tuple whose parts also have the names `grouper` and `list`. */
export class PyGroup extends PyTuple {
  constructor(grouper: Value, items: Value[]) {
    super([grouper, items]);
  }
}

export interface DictEntry {
  readonly key: Value;
  value: Value;
}

/** A Python dict in insertion order; keys are compared as Python compares them (see `keyToken`). */
export class PyDict {
  readonly entries: Map<unknown, DictEntry> = new Map();
}

/** Text that counts as escaped HTML, like markupsafe's `Markup`. */
export class PyMarkup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A value that is not there; using a strict one fails with its message. */
export class PyUndefined {
  readonly message: string;
  /** False for the result of `a if b` without else, which Jinja2 lets pass. */
  readonly isStrict: boolean;
  readonly hint: string | undefined;
  constructor(message: string, isStrict = true, hint?: string) {
    this.message = message;
    this.isStrict = isStrict;
    this.hint = hint;
  }
}

/** The result of `range()`: numbers are made when they are read. */
export class PyRange {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
  readonly length: number;
  constructor(start: number, stop: number, step: number) {
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.length = Math.max(0, Math.ceil((stop - start) / step));
  }
}

/** Something that can be walked once: a generator or iterator. */
export class PyIterator {
  readonly name: string;
  readonly source: Iterator<Value>;
  constructor(name: string, source: Iterator<Value>) {
    this.name = name;
    this.source = source;
  }
}

/** What `dict.keys()`, `.values()` and `.items()` give. */
export class PyView {
  readonly kind: 'dict_keys' | 'dict_values' | 'dict_items';
  readonly dict: PyDict;
  constructor(kind: PyView['kind'], dict: PyDict) {
    this.kind = kind;
    this.dict = dict;
  }
}

export interface CallValues {
  positional: Value[];
  keywords: Map<string, Value>;
}

/** The only thing a template can call. */
export class PyFunction {
  readonly name: string;
  readonly call: (values: CallValues) => Value;
  /** How it prints. */
  readonly text: string;
  constructor(name: string, call: (values: CallValues) => Value, text = `<function ${name}>`) {
    this.name = name;
    this.call = call;
    this.text = text;
  }
}

/** An object of Jinja2's own (loop, namespace, cycler, macro): named attributes, perhaps callable. */
export class PyObject {
  readonly typeName: string;
  readonly read: (name: string) => Value | undefined;
  readonly print: () => string;
  readonly callable: PyFunction | undefined;
  /** Present on namespaces only: what `{% set ns.x = … %}` writes to. */
  readonly fields: Map<string, Value> | undefined;
  /** Present on objects that can be iterated. */
  readonly iterate: (() => Iterator<Value>) | undefined;
  /** Present on objects with a length. */
  readonly length: (() => number) | undefined;
  constructor(parts: {
    typeName: string;
    read: (name: string) => Value | undefined;
    print: () => string;
    callable?: PyFunction;
    fields?: Map<string, Value>;
    iterate?: () => Iterator<Value>;
    length?: () => number;
  }) {
    this.typeName = parts.typeName;
    this.read = parts.read;
    this.print = parts.print;
    this.callable = parts.callable;
    this.fields = parts.fields;
    this.iterate = parts.iterate;
    this.length = parts.length;
  }
}

/** Everything a template can hold. Integers are `number` while safe, `bigint` beyond. */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Value[]
  | PyFloat
  | PyTuple
  | PyDict
  | PyMarkup
  | PyUndefined
  | PyRange
  | PyIterator
  | PyView
  | PyFunction
  | PyObject;
