import { GalleyError } from '../errors/galley-error.ts';
import { locateOffset } from '../templates/locate-offset.ts';
import { parseTemplate } from '../templates/parse-template.ts';
import { TemplateFault } from '../templates/template-fault.ts';
import { defaultRenderBudgets, Meter, type RenderBudgets } from './budget.ts';
import { compileExpression } from './evaluate/compile-expression.ts';
import { compileBody } from './evaluate/compile-statements.ts';
import {
  type CompiledTemplate,
  checkJoinable,
  type Dialect,
  type Frame,
  type Run,
} from './evaluate/run.ts';
import { createContext, Scope } from './evaluate/scope.ts';
import { createTables, type Tables } from './filters/filter-table.ts';
import { globals } from './globals.ts';

/** One template that an include can name. */
export interface TemplateSource {
  source: string;
  /** Default `jinja2`: an include keeps its own dialect. */
  dialect?: Dialect;
  /** Named in messages in place of the template's name. */
  file?: string;
}

export interface RenderOptions {
  /** Templates for includes, by name; a function gives `undefined` for a name it does not have. */
  templates?: Readonly<Record<string, string>> | ((name: string) => TemplateSource | undefined);
  /** Default `jinja2`. */
  dialect?: Dialect;
  /** Overrides of {@link defaultRenderBudgets}. */
  budgets?: Partial<RenderBudgets>;
  /** How messages name the template; default `template`. */
  name?: string;
}

/** Renders templates and keeps the parsed ones. */
export interface Renderer {
  /**
   * The text that Jinja2 3.1 prints for the template and plain data.
   * @throws GalleyError `template-syntax`, `template-runtime` or `template-limit`, with `data`
   *   `{line, column, template, includeStack, budget?, limit?}`
   */
  render(
    source: string,
    data: Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown>,
    options?: RenderOptions,
  ): string;
}

const maxCachedChars = 1_000_000;

/**
 * A renderer with a cache of parsed templates by content, dialect and limits. The least recently
 * used go first when the sources exceed a million characters together.
 */
export function createRenderer(): Renderer {
  const cache = new Map<string, CompiledTemplate>();
  const tables = new Map<Dialect, Tables>();
  let cachedChars = 0;

  const tablesFor = (dialect: Dialect): Tables => {
    const known = tables.get(dialect);
    if (known !== undefined) return known;
    const made = createTables(dialect);
    tables.set(dialect, made);
    return made;
  };

  const compile = (source: string, dialect: Dialect, budgets: RenderBudgets): CompiledTemplate => {
    const key = `${dialect} ${budgets.nesting} ${budgets.templateChars} ${source}`;
    const known = cache.get(key);
    if (known !== undefined) {
      cache.delete(key);
      cache.set(key, known);
      return known;
    }
    const tree = parseTemplate(source, {
      nesting: budgets.nesting,
      templateChars: budgets.templateChars,
    });
    const unit = {
      dialect,
      ...tablesFor(dialect),
      isBranch: false,
      source: tree.source,
      nesting: tree.nesting,
      compileExpression,
      compileBody,
    };
    const compiled = {
      source: tree.source,
      dialect,
      nesting: tree.nesting,
      execute: locating(tree.source, () => compileBody(tree.body, unit)),
    };
    cache.set(key, compiled);
    cachedChars += key.length;
    for (const [oldest] of cache) {
      if (cachedChars <= maxCachedChars || cache.size === 1) break;
      cache.delete(oldest);
      cachedChars -= oldest.length;
    }
    return compiled;
  };

  return {
    render(source, data, options = {}) {
      const budgets = { ...defaultRenderBudgets, ...options.budgets };
      const dialect = options.dialect ?? 'jinja2';
      const name = options.name ?? 'template';
      const meter = new Meter(budgets);
      const frames: Frame[] = [];
      const run: Run = {
        meter,
        out: '',
        offset: 0,
        isEscaping: false,
        captured: [],
        captureBase: 0,
        unjoinable: new Map(),
        frames,
        load(wanted) {
          const found = findTemplate(options, wanted);
          if (found === undefined) return undefined;
          const label = found.file ?? wanted;
          try {
            return {
              template: compile(found.source, found.dialect ?? 'jinja2', budgets),
              name: label,
            };
          } catch (error) {
            if (error instanceof TemplateFault)
              throw refusal(error, label, stackOf(frames, run.offset));
            throw error;
          }
        },
      };
      try {
        const template = compile(source, dialect, budgets);
        frames.push({ name, source: template.source, includeOffset: 0 });
        template.execute(run, new Scope(createContext(data, globals(meter))));
        checkJoinable(run);
        return run.out;
      } catch (error) {
        if (!(error instanceof TemplateFault)) throw error;
        const frame = frames.at(-1);
        if (frame === undefined) throw refusal(error, name, []);
        if (error.line === undefined) {
          const place = locateOffset(frame.source, error.offset ?? run.offset);
          error.line = place.line;
          error.column = place.column;
        }
        throw refusal(error, frame.name, stackOf(frames, run.offset).slice(0, -1));
      }
    },
  };
}

function locating<Result>(source: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof TemplateFault && error.line === undefined) {
      const place = locateOffset(source, error.offset ?? 0);
      error.line = place.line;
      error.column = place.column;
    }
    throw error;
  }
}

function findTemplate(options: RenderOptions, name: string): TemplateSource | undefined {
  const { templates } = options;
  if (typeof templates === 'function') return templates(name);
  if (templates === undefined || !Object.hasOwn(templates, name)) return undefined;
  return { source: templates[name] ?? '', dialect: options.dialect ?? 'jinja2' };
}

/** Where each open template is: the including place of all but the last, `offset` in the last. */
function stackOf(
  frames: readonly Frame[],
  offset: number,
): { template: string; line: number; column: number }[] {
  return frames.map((frame, index) => ({
    template: frame.name,
    ...locateOffset(frame.source, frames[index + 1]?.includeOffset ?? offset),
  }));
}

const codes = {
  syntax: 'template-syntax',
  limit: 'template-limit',
  runtime: 'template-runtime',
} as const;

function refusal(
  fault: TemplateFault,
  template: string,
  includeStack: readonly { template: string; line: number; column: number }[],
): GalleyError {
  const { line = 1, column = 1, budget, limit, hint } = fault;
  return new GalleyError(codes[fault.kind], `${template}:${line}:${column} ${fault.message}`, {
    data: {
      line,
      column,
      template,
      includeStack,
      message: fault.message,
      ...(budget !== undefined && { budget, limit }),
    },
    ...(hint !== undefined && { hint }),
    cause: fault,
  });
}
