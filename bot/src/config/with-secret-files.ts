import type { ConfigFault } from './config-fault.ts';
import type { ConfigPorts } from './config-ports.ts';
import { type Variable, variables } from './variables.ts';

/** Variables by name, as `process.env` holds them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment with every secret that stands in a file: `WEBHOOK_SECRET_PATH` names the file that
 * holds `WEBHOOK_SECRET`, as containers mount secrets.
 */
export function withSecretFiles(
  environment: Environment,
  { readText }: Pick<ConfigPorts, 'readText'>,
): { readonly environment: Environment; readonly faults: readonly ConfigFault[] } {
  const whole: Record<string, string | undefined> = { ...environment };
  const faults: ConfigFault[] = [];
  for (const [name, { isSecret }] of Object.entries(variables) as [string, Variable][]) {
    const variable = `${name}_PATH`;
    const path = environment[variable]?.trim();
    if (isSecret !== true || path === undefined || path === '') continue;
    if (environment[name]?.trim()) {
      const message = `expected one of the two, and ${name} is set, too`;
      faults.push({ variable, message, hint: 'Leave one of them out.' });
      continue;
    }
    const read = readText(path);
    whole[name] = read.text ?? '';
    if (read.text !== undefined && read.text.trim() !== '') continue;
    const what = read.text === undefined ? `cannot be read (${read.reason})` : 'is empty';
    faults.push({
      variable,
      message: `expected a file with ${name}, and ${path} ${what}`,
      hint: 'Give the path as this process sees it, and let its user read the file.',
    });
  }
  return { environment: whole, faults };
}
