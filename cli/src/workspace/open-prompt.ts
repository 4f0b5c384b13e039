import { GalleyError, type Problem } from '@galley/engine/errors';
import type { Library, Prompt, PromptBody, Sound, TargetReference } from '@galley/engine/library';
import { nearestName } from '@galley/engine/matching';
import type { PromptOptions } from '../options/prompt-options.ts';
import { formatProblems } from '../output/format-problems.ts';
import type { Session } from '../session.ts';
import { nearestDocument } from './nearest-document.ts';
import {
  loadLibrary,
  openTree,
  openWorkspace,
  type Workspace,
  type WorkspaceOptions,
} from './open-workspace.ts';
import { parseTarget } from './parse-target.ts';

/** One prompt with what it reaches, without errors. */
export interface OpenedPrompt {
  readonly workspace: Workspace;
  readonly library: Library;
  readonly prompt: Sound<Prompt>;
  readonly variant: string | undefined;
  readonly body: PromptBody;
  /** As it was asked for: `support/refund+terse`. */
  readonly target: string;
}

export interface OpenPromptOptions extends WorkspaceOptions {
  /** Suites to open with it. */
  readonly suites?: readonly string[];
}

/**
 * Opens one prompt and nothing but its closure. Its problems are shown on standard error.
 * @throws GalleyError `document-missing`, `document-unsound`, and what opening a project throws
 */
export async function openPrompt(
  session: Session<PromptOptions>,
  target: string,
  options: OpenPromptOptions = {},
): Promise<OpenedPrompt> {
  const reference = parseTarget(target);
  const workspace = openWorkspace(session, options);
  const tree = await openTree(workspace, session.options.at, { isClosureOnly: true });
  const library = await loadLibrary(session, tree, {
    only: { prompts: [reference.prompt], suites: options.suites ?? [] },
  });
  const prompt = library.prompts.get(reference.prompt);
  if (prompt === undefined) throw await promptMissing(session, workspace, reference);
  refuseBrokenProject(session, library);
  if (!library.isSound(prompt)) throw unsound(session, library, prompt);
  return { workspace, library, prompt, target, ...bodyOf(prompt, reference.variant) };
}

function bodyOf(prompt: Sound<Prompt>, variant: string | undefined) {
  const body = variant === undefined ? prompt.body : prompt.variants.get(variant);
  if (body !== undefined) return { body, variant };
  const names = [...prompt.variants.keys()];
  const near = nearestName(variant ?? '', names);
  throw new GalleyError('document-missing', `prompt ${prompt.id} has no variant ${variant}`, {
    data: { prompt: prompt.id, variant },
    hint: near
      ? `Did you mean +${near}?`
      : `It has ${names.map((name) => `+${name}`).join(', ') || 'none'}.`,
  });
}

/** @throws GalleyError `project-invalid` when galley.yaml itself has errors, which are shown */
export function refuseBrokenProject(session: Session, { project, problems }: Library): void {
  const errors = problems.filter(
    ({ file, severity }) => file === project.file && severity === 'error',
  );
  if (errors.length === 0) return;
  showProblems(session, errors);
  throw new GalleyError('project-invalid', `${project.file} has errors`, {
    hint: 'See galley validate.',
  });
}

function unsound(session: Session, library: Library, prompt: Prompt): GalleyError {
  // Only the closure is loaded, so every error here is one the prompt reaches.
  showProblems(
    session,
    library.problems.filter(({ severity }) => severity === 'error'),
  );
  return new GalleyError(
    'document-unsound',
    `prompt ${prompt.id}, or a part it includes, has errors`,
    {
      data: { prompt: prompt.id },
      hint: 'Correct what is listed above; galley validate shows everything.',
    },
  );
}

/** Writes problems on standard error, also under `--quiet`: they are why the command stops. */
export function showProblems(session: Session, problems: readonly Problem[]): void {
  session.door.stderr.write(formatProblems(problems, session.noteColors));
}

async function promptMissing(
  session: Session<PromptOptions>,
  workspace: Workspace,
  { prompt: id }: TargetReference,
): Promise<GalleyError> {
  const library = await loadLibrary(session, await openTree(workspace, session.options.at));
  const broken = library.problems.filter(
    ({ file, severity }) => severity === 'error' && /^[^.]*/.exec(file)?.[0].endsWith(`/${id}`),
  );
  if (broken.length > 0) {
    showProblems(session, broken);
    return new GalleyError('document-unsound', `prompt ${id} has errors`, {
      data: { prompt: id },
      hint: 'Correct what is listed above; galley validate shows everything.',
    });
  }
  const near = nearestDocument(id, library.prompts.keys());
  const other = library.parts.has(id) ? 'a part' : library.suites.has(id) ? 'a suite' : undefined;
  return new GalleyError('document-missing', `there is no prompt ${JSON.stringify(id)}`, {
    data: { kind: 'prompt', id },
    hint: near
      ? `Did you mean ${near}?`
      : other
        ? `That is ${other}. See galley list prompts.`
        : 'See galley list prompts.',
  });
}
