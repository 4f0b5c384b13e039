import { analyzeTemplate } from '../../../templates/analyze-template.ts';
import { parseTemplate } from '../../../templates/parse-template.ts';
import { TemplateFault } from '../../../templates/template-fault.ts';
import { type Cursor, fixedCursor } from '../cursor.ts';
import { type ImportContext, isUnsafeTemplate } from './import-context.ts';

/** A text of nunjucks as Jinja2. */
export interface ConvertedTemplate {
  readonly text: string;
  /** Names that it takes from the test; true where a value may be printed as it is. */
  readonly names: ReadonlyMap<string, boolean>;
}

/**
 * Nunjucks as Jinja2: the two agree in most of what prompts use, and `dump` is `tojson`. What is no
 * Jinja2 is reported and left as it is written; a text that reads the environment or JavaScript is
 * refused (`undefined`).
 * @param options.firstLine line of the file that the text starts on; absent inside a configuration
 */
export function convertTemplate(
  source: Cursor,
  text: string,
  { losses }: ImportContext,
  options: { readonly firstLine?: number } = {},
): ConvertedTemplate | undefined {
  const { firstLine } = options;
  const placeOf = ({ line, column }: { line?: number; column?: number }): Cursor =>
    firstLine === undefined
      ? source
      : fixedCursor(
          source.file,
          { line: firstLine + (line ?? 1) - 1, column: column ?? 1 },
          source.value,
        );
  if (isUnsafeTemplate(text) || readsEnvironment(text)) {
    const reason = 'its template reads the environment or JavaScript, which no template here can';
    losses.refuse(
      placeOf({}),
      'prompt',
      reason,
      'write the value into the prompt, or make it an input',
    );
    return undefined;
  }
  const names = new Map<string, boolean>();
  try {
    const { names: uses, filters, tests } = analyzeTemplate(parseTemplate(text));
    for (const { name, mayPrint } of uses) names.set(name, names.get(name) === true || mayPrint);
    for (const { name, isKnown, line, column } of filters) {
      if (isKnown || name === 'dump') continue;
      losses.lose(placeOf({ line, column }), `filter \`${name}\``, 'Jinja2 has no such filter');
    }
    for (const { name, isKnown, line, column } of tests) {
      if (isKnown) continue;
      losses.lose(placeOf({ line, column }), `test \`${name}\``, 'Jinja2 has no such test');
    }
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    const reason = `it is no Jinja2: ${error.message.replace(/ at \d+$/, '')}`;
    losses.lose(placeOf(error), 'prompt template', reason, 'mend it in the written prompt');
    for (const [, name = ''] of text.matchAll(/\{\{-?\s*([A-Za-z_]\w*)/g)) names.set(name, true);
  }
  const kept = text.replaceAll(/(\|\s*)dump\b/g, '$1tojson');
  return { text: kept, names };
}

function readsEnvironment(text: string): boolean {
  if (!/\b(?:env|process)\b/.test(text)) return false;
  try {
    const { names } = analyzeTemplate(parseTemplate(text));
    return names.some(({ name }) => name === 'env' || name === 'process');
  } catch (error) {
    if (error instanceof TemplateFault) return false;
    throw error;
  }
}
