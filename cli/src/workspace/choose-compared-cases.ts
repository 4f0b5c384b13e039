import { GalleyError } from '@galley/engine/errors';
import type { Case, Suite } from '@galley/engine/library';
import { nearestName } from '@galley/engine/matching';
import type { Door } from '../door.ts';
import type { PromptOptions } from '../options/prompt-options.ts';
import type { OpenedPrompt } from './open-prompt.ts';
import { readHistory } from './read-history.ts';
import { readInputs } from './read-inputs.ts';

/** What is asked of every model. */
export type ComparedCase = Pick<Case, 'id' | 'inputs' | 'history'>;

export interface ComparedCases {
  readonly cases: readonly ComparedCase[];
  /** Aliases that the suite names. */
  readonly models: readonly string[];
  /** The suite the cases come from. */
  readonly suite: Suite | undefined;
  /** Names of the only providers that may see the cases; absent is any. */
  readonly allowedProviders?: readonly string[];
}

const mostCasesShown = 12;

interface Choice extends PromptOptions {
  readonly suite?: string;
  readonly case?: readonly string[];
}

/**
 * The inputs that the command line gives; without any, the cases of the named suite or the prompt's
 * own, all or those of `--case`.
 * @throws GalleyError `usage`, `document-missing`, and what reading inputs throws
 */
export async function chooseComparedCases(
  door: Pick<Door, 'cwd' | 'readStandardInput'>,
  { library, prompt }: OpenedPrompt,
  options: Choice,
): Promise<ComparedCases> {
  const suite = library.suites.get(options.suite ?? prompt.id);
  const models = suite?.models ?? [];
  const isGiven = options.input !== undefined || options.inputs !== undefined;
  if (isGiven && options.case !== undefined) {
    throw new GalleyError('usage', '--case and --input stand together', {
      hint: 'Give inputs, or name cases.',
    });
  }
  const isWithoutCases = suite === undefined && options.suite === undefined;
  if (isGiven || (isWithoutCases && options.case === undefined)) {
    const history = await readHistory(door, options.messages);
    const inputs = await readInputs(door, options, prompt.inputs);
    return { cases: [{ id: 'inputs', inputs, ...(history && { history }) }], models, suite };
  }
  if (suite === undefined) {
    throw new GalleyError('document-missing', missingText(options.suite, prompt.id), {
      hint: 'Give inputs with --input or --inputs, or name a suite with --suite.',
    });
  }
  refuseOtherPrompts(suite, prompt.id);
  const allowedProviders = suite.data?.providers;
  return {
    cases: chosenCases(suite, options.case),
    models,
    suite,
    ...(allowedProviders && { allowedProviders }),
  };
}

/** @throws GalleyError `usage`: the cases of a suite fit the inputs of its own prompts */
function refuseOtherPrompts({ id, targets }: Suite, prompt: string): void {
  if (targets.some((target) => target.prompt === prompt)) return;
  const own = [...new Set(targets.map((target) => target.prompt))];
  throw new GalleyError('usage', `suite ${id} is not about ${prompt}`, {
    data: { suite: id, prompt },
    hint: `It is about ${own.join(', ')}.`,
  });
}

function missingText(suite: string | undefined, prompt: string): string {
  return suite === undefined
    ? `prompt ${prompt} has no cases of its own`
    : `there is no suite ${JSON.stringify(suite)}`;
}

function chosenCases({ cases, id }: Suite, wanted: readonly string[] | undefined): readonly Case[] {
  if (wanted === undefined) return cases;
  return wanted.map((caseId) => {
    const found = cases.find((item) => item.id === caseId);
    if (found !== undefined) return found;
    const ids = cases.map((item) => item.id);
    const near = nearestName(caseId, ids);
    throw new GalleyError('document-missing', `suite ${id} has no case ${JSON.stringify(caseId)}`, {
      data: { suite: id, case: caseId },
      hint: near === undefined ? listed(ids) : `Did you mean ${near}?`,
    });
  });
}

function listed(ids: readonly string[]): string {
  const more = ids.length - mostCasesShown;
  return `Its cases: ${ids.slice(0, mostCasesShown).join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}
