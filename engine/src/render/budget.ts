import { TemplateFault } from '../templates/template-fault.ts';

/** What one rendering may use. Each is charged before the work it pays for. */
export interface RenderBudgets {
  /** Evaluated nodes, loop turns and comparisons. */
  steps: number;
  /** UTF-16 units and items that operations build. */
  allocated: number;
  /** UTF-16 units written, captured blocks included. */
  outputChars: number;
  /** Includes inside includes. */
  includeDepth: number;
  /** Macro calls and recursive loops inside one another. */
  callDepth: number;
  /** UTF-16 units of one template source. */
  templateChars: number;
  /** Largest integer argument of a filter, method, `range` or repetition. */
  integerArgument: number;
  /** Largest exponent of `**`. */
  exponent: number;
  /** Open brackets or block tags at one place in a template. */
  nesting: number;
  /** Lists and maps inside one another when a value is printed or compared. */
  valueDepth: number;
}

/** The budgets that hold when a caller gives none. */
export const defaultRenderBudgets: Readonly<RenderBudgets> = {
  steps: 200_000,
  allocated: 4_000_000,
  outputChars: 1_000_000,
  includeDepth: 50,
  callDepth: 200,
  templateChars: 256 * 1024,
  integerArgument: 100_000,
  exponent: 10_000,
  nesting: 100,
  valueDepth: 100,
};

/** Largest sum of static nesting over the calls and includes in progress; keeps the native stack safe. */
const stackUnits = 2_000;

/** Counts what one rendering uses. */
export class Meter {
  readonly budgets: RenderBudgets;
  #steps = 0;
  #allocated = 0;
  #output = 0;
  #calls = 0;
  #includes = 0;
  #stack = 0;

  constructor(budgets: RenderBudgets) {
    this.budgets = budgets;
  }

  /** Charges `count` evaluated nodes. */
  step(count = 1): void {
    this.#steps += count;
    if (this.#steps > this.budgets.steps) this.fail('steps', 'too many steps');
  }

  /** Charges characters or items that are about to be built. */
  allocate(count: number): void {
    this.#allocated += count;
    if (!(this.#allocated <= this.budgets.allocated))
      this.fail('allocated', 'too many characters and items built');
  }

  /** Charges text that is about to be written. */
  write(count: number): void {
    this.#output += count;
    if (this.#output > this.budgets.outputChars) this.fail('outputChars', 'too much output');
  }

  /** Refuses an integer argument above the cap. */
  checkInteger(value: number | bigint): void {
    const limit = this.budgets.integerArgument;
    if (value > limit || value < -limit) this.fail('integerArgument', 'an integer is too large');
  }

  /** Refuses nesting of values above the cap. */
  checkDepth(depth: number): void {
    if (depth > this.budgets.valueDepth) this.fail('valueDepth', 'a value is nested too deep');
  }

  enterCall(nesting: number): void {
    this.#calls += 1;
    if (this.#calls > this.budgets.callDepth) this.fail('callDepth', 'calls are nested too deep');
    this.#push(nesting);
  }

  leaveCall(nesting: number): void {
    this.#calls -= 1;
    this.#stack -= nesting + 4;
  }

  enterInclude(nesting: number): void {
    this.#includes += 1;
    if (this.#includes > this.budgets.includeDepth)
      this.fail('includeDepth', 'includes are nested too deep');
    this.#push(nesting);
  }

  leaveInclude(nesting: number): void {
    this.#includes -= 1;
    this.#stack -= nesting + 4;
  }

  /** @throws TemplateFault `limit` that names the budget */
  fail(budget: keyof RenderBudgets, what: string): never {
    const limit = this.budgets[budget];
    throw new TemplateFault('limit', `${what}: the budget ${budget} is ${limit}`, {
      budget,
      limit,
    });
  }

  #push(nesting: number): void {
    this.#stack += nesting + 4;
    if (this.#stack > stackUnits) this.fail('callDepth', 'calls are nested too deep');
  }
}
