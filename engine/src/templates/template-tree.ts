/** The closed syntax tree of a template. Chains that could be long are flat, so nothing recurses on length. */
export interface TemplateTree {
  kind: 'template';
  /** The normalised source that every `offset` counts in. */
  source: string;
  body: Statement[];
  /** Deepest nesting of brackets and block tags together. */
  nesting: number;
}

interface Node {
  /** UTF-16 offset in {@link TemplateTree.source}. */
  offset: number;
}

export interface TextStatement extends Node {
  kind: 'text';
  text: string;
}
export interface OutputStatement extends Node {
  kind: 'output';
  items: Expression[];
}
export interface ForStatement extends Node {
  kind: 'for';
  target: Target;
  iterable: Expression;
  test: Expression | undefined;
  isRecursive: boolean;
  body: Statement[];
  otherwise: Statement[];
}
export interface IfStatement extends Node {
  kind: 'if';
  branches: { test: Expression; body: Statement[] }[];
  otherwise: Statement[];
}
export interface SetStatement extends Node {
  kind: 'set';
  target: Target;
  value: Expression;
}
export interface SetBlockStatement extends Node {
  kind: 'set-block';
  target: Target;
  filters: FilterLink[];
  body: Statement[];
}
export interface WithStatement extends Node {
  kind: 'with';
  bindings: { target: Target; value: Expression }[];
  body: Statement[];
}
export interface MacroStatement extends Node {
  kind: 'macro';
  name: string;
  parameters: Parameter[];
  body: Statement[];
}
export interface CallStatement extends Node {
  kind: 'call';
  parameters: Parameter[];
  call: ChainExpression;
  body: Statement[];
}
export interface FilterStatement extends Node {
  kind: 'filter';
  filters: FilterLink[];
  body: Statement[];
}
export interface IncludeStatement extends Node {
  kind: 'include';
  /** Candidates in order; `undefined` when the name is not written as plain text. */
  names: { name: string; offset: number }[] | undefined;
  isIgnoringMissing: boolean;
  hasContext: boolean;
}
export interface AutoescapeStatement extends Node {
  kind: 'autoescape';
  value: Expression;
  body: Statement[];
}
export type Statement =
  | TextStatement
  | OutputStatement
  | ForStatement
  | IfStatement
  | SetStatement
  | SetBlockStatement
  | WithStatement
  | MacroStatement
  | CallStatement
  | FilterStatement
  | IncludeStatement
  | AutoescapeStatement;

export interface Parameter extends Node {
  name: string;
  default: Expression | undefined;
}

export type Target =
  | (Node & { kind: 'name'; name: string })
  | (Node & { kind: 'attribute'; name: string; attribute: string })
  | (Node & { kind: 'tuple'; items: Target[] });

export interface NameExpression extends Node {
  kind: 'name';
  name: string;
}
export interface ChainExpression extends Node {
  kind: 'chain';
  head: Expression;
  links: Link[];
}
export interface OperandOf<Operator extends string> extends Node {
  operator: Operator;
  operand: Expression;
}
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**';
export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';
export type Expression =
  | (Node & { kind: 'literal'; value: null | boolean | string })
  | (Node & { kind: 'integer'; value: number | bigint })
  | (Node & { kind: 'float'; value: number })
  | NameExpression
  | (Node & { kind: 'tuple'; items: Expression[] })
  | (Node & { kind: 'list'; items: Expression[] })
  | (Node & { kind: 'and'; items: Expression[] })
  | (Node & { kind: 'or'; items: Expression[] })
  | (Node & { kind: 'concat'; items: Expression[] })
  | (Node & { kind: 'dict'; entries: { key: Expression; value: Expression }[] })
  | (Node & { kind: 'sign'; signs: ('-' | '+')[]; operand: Expression })
  | (Node & { kind: 'not'; count: number; operand: Expression })
  | (Node & { kind: 'compare'; first: Expression; rest: OperandOf<CompareOperator>[] })
  | (Node & { kind: 'arithmetic'; first: Expression; rest: OperandOf<ArithmeticOperator>[] })
  | (Node & {
      kind: 'conditional';
      branches: { test: Expression; value: Expression }[];
      otherwise: Expression | undefined;
    })
  | SliceExpression
  | ChainExpression;

export interface SliceExpression extends Node {
  kind: 'slice';
  start: Expression | undefined;
  stop: Expression | undefined;
  step: Expression | undefined;
}
export interface CallArguments {
  positional: Expression[];
  keywords: (Node & { name: string; value: Expression })[];
  /** `*values` */
  spread: Expression | undefined;
  /** `**values` */
  keywordSpread: Expression | undefined;
}
export interface FilterLink extends Node {
  kind: 'filter';
  name: string;
  arguments: CallArguments;
}
export interface TestLink extends Node {
  kind: 'test';
  name: string;
  arguments: CallArguments;
  isNegated: boolean;
}
export type Link =
  | (Node & { kind: 'attribute'; name: string })
  | (Node & { kind: 'item'; key: Expression })
  | (Node & { kind: 'call'; arguments: CallArguments })
  | FilterLink
  | TestLink;
