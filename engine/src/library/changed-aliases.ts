import { canonicalJson } from '../units/canonical-json.ts';
import { askedAlias, flatChecks } from './asked-alias.ts';
import type { Library } from './library.ts';
import type { Prompt } from './nodes.ts';

/**
 * Aliases that answer differently on head: the alias, its provider or the provider's script differs.
 * New aliases count, removed ones do not: whoever used them has an error.
 */
export function changedAliases(base: Library, head: Library): string[] {
  return [...head.project.models.keys()]
    .filter((alias) => describeAlias(base, alias) !== describeAlias(head, alias))
    .sort();
}

function describeAlias({ project, scriptedFiles }: Library, alias: string): string {
  const model = project.models.get(alias);
  const provider = model && project.providers.get(model.provider);
  const script =
    provider?.type === 'scripted' && provider.file !== undefined
      ? scriptedFiles.get(provider.file)
      : undefined;
  return canonicalJson([model ?? null, provider ?? null, script ?? null]);
}

/** `kind:id` of the prompts and suites that ask this alias themselves. */
export function usersOfAlias(library: Library, alias: string): string[] {
  const users: string[] = [];
  for (const prompt of library.prompts.values()) {
    if (asksAlias(prompt, alias)) users.push(`prompt:${prompt.id}`);
  }
  for (const { id, models, checks, cases } of library.suites.values()) {
    const all = [...checks, ...cases.flatMap((item) => item.checks ?? [])];
    const judges = [...flatChecks(all)].some((check) => askedAlias(check) === alias);
    if (judges || models.includes(alias)) users.push(`suite:${id}`);
  }
  return users;
}

function asksAlias({ body, variants }: Prompt, alias: string): boolean {
  return [body, ...variants.values()].some(({ model }) => model.ref === alias);
}
