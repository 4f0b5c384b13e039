import type { Problem } from '../../errors/problem.ts';
import { guardNames } from '../../guardrails/contract.ts';
import { parseDuration } from '../../units/duration.ts';
import type { JsonValue, ModelParameters, NodeKind } from '../nodes.ts';
import type { GatePolicy, ModelAlias, Project, ProviderDeclaration, Severity } from '../project.ts';
import { checkShape } from '../shape/check-shape.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import type { YamlFile } from '../yaml/yaml-file.ts';
import { type FileReading, startReading } from './file-reading.ts';
import { type DocumentGlobs, unsafeGlobReason } from './find-documents.ts';
import type { ParsedProject } from './parsed-project.ts';
import { readAmount } from './read-amount.ts';
import { readCommands } from './read-commands.ts';
import { readPricing } from './read-pricing.ts';
import { defaultPullRequestPolicy, readPullRequestPolicy } from './read-pull-request-policy.ts';
import { readSendingProvider } from './read-sending-provider.ts';
import { resolveFile } from './resolve-file.ts';

/** Name of the file that makes a folder a project. */
export const projectFile = 'galley.yaml';

const defaultCacheAgeMs = 30 * 24 * 60 * 60 * 1000;

const defaultGate: GatePolicy = {
  mode: 'enforce',
  validate: 'error',
  evaluate: 'regression',
  suiteWeakened: 'error',
  versionBump: 'warn',
  notExecuted: undefined,
  costIncrease: undefined,
};

/** What holds where there is no galley.yaml, or a broken one. */
export const defaultProject: Project = {
  file: undefined,
  name: undefined,
  providers: new Map(),
  models: new Map(),
  allowedModels: undefined,
  budgets: { runNanoUsd: undefined, mode: 'disabled' },
  gate: defaultGate,
  ...defaultPullRequestPolicy,
  cache: { maxAgeMs: defaultCacheAgeMs },
  strictFolders: false,
  written: undefined,
};

type Written = Readonly<Record<string, JsonValue>>;

/** galley.yaml by itself; a broken one gives the defaults and its problems. */
export function readProject(bytes: Uint8Array, blobId: string): ParsedProject {
  const reading = startReading(readYaml(projectFile, bytes));
  if (reading.yaml.value === undefined) return brokenProject(reading.problems, blobId);
  const shape = projectShape(reading.yaml);
  reading.problems.push(...shape);
  if (shape.length > 0) return brokenProject(reading.problems, blobId);
  return readSoundProject(reading, blobId);
}

/** What a galley.yaml gives that cannot be used: the defaults, and why. */
export function brokenProject(problems: Problem[], blobId: string): ParsedProject {
  return {
    blobId,
    problems,
    project: { ...defaultProject, file: projectFile },
    globs: {},
    aliasesAt: new Map(),
    providersAt: new Map(),
    usageAt: new Map(),
    scriptedAt: new Map(),
    isBroken: true,
  };
}

/** What is wrong with the form of a galley.yaml that is YAML; empty when nothing is. */
export function projectShape(yaml: YamlFile): Problem[] {
  const { value, file } = yaml;
  if (value === null || (typeof value === 'object' && Object.keys(value).length === 0)) {
    const message = 'galley.yaml is empty; expected `apiVersion: galley/v1` and `kind: Project`';
    const hint = 'run `galley init` in an empty folder to see one';
    return [{ code: 'unknown-kind', severity: 'error', message, hint, file, line: 1, column: 1 }];
  }
  return checkShape(yaml, 'Project');
}

/** A galley.yaml whose form is known to be right. */
export function readSoundProject(reading: FileReading, blobId: string): ParsedProject {
  const written = reading.yaml.value as Written;
  const providers = readProviders(reading, mapOf(written.providers));
  const models = readModels(reading, mapOf(written.models), providers.providers);
  const project: Project = {
    file: projectFile,
    name: typeof written.name === 'string' ? written.name : undefined,
    providers: providers.providers,
    models: models.models,
    allowedModels: written.allowed_models as string[] | undefined,
    budgets: readBudgets(reading, mapOf(written.budgets)),
    usage: readUsage(mapOf(written.usage)),
    gate: readGate(mapOf(written.gate)),
    ...readPullRequestPolicy(written),
    ...(typeof written.extends === 'string' && { extends: written.extends }),
    cache: { maxAgeMs: readMaxAge(mapOf(written.cache)) },
    strictFolders: written.strict_folders === true,
    guardrails: guardNames.filter((name) => mapOf(written.guardrails)[name] === 'alert'),
    ...(written.signing !== undefined && { signing: readSigning(mapOf(written.signing)) }),
    commands: readCommands(mapOf(written.commands)),
    written: written as JsonValue,
  };
  checkAllowedModels(reading, project);
  return {
    blobId,
    problems: reading.problems,
    project,
    globs: readGlobs(reading, mapOf(written.paths)),
    aliasesAt: models.aliasesAt,
    providersAt: models.providersAt,
    usageAt: positionsOfUsage(reading, project),
    scriptedAt: providers.scriptedAt,
    isBroken: false,
  };
}

function readProviders(reading: FileReading, written: Written) {
  const providers = new Map<string, ProviderDeclaration>();
  const scriptedAt: ParsedProject['scriptedAt'] = new Map();
  for (const [name, value] of Object.entries(written)) {
    const provider = mapOf(value);
    const { type } = provider;
    if (type !== 'scripted') {
      providers.set(name, readSendingProvider(reading, name, provider));
    } else if (provider.file === undefined) {
      providers.set(name, { name, type, echo: true });
    } else {
      const path = ['providers', name, 'file'];
      const file = resolveFile(reading, String(provider.file), path);
      providers.set(name, { name, type, file });
      scriptedAt.set(name, { path: file, at: reading.yaml.valueAt(path) });
    }
  }
  return { providers, scriptedAt };
}

function readModels(
  reading: FileReading,
  written: Written,
  providers: ReadonlyMap<string, ProviderDeclaration>,
) {
  const models = new Map<string, ModelAlias>();
  const aliasesAt: ParsedProject['aliasesAt'] = new Map();
  const providersAt: ParsedProject['providersAt'] = new Map();
  for (const [alias, value] of Object.entries(written)) {
    const model = mapOf(value);
    const path = ['models', alias];
    const provider = String(model.provider);
    models.set(alias, {
      alias,
      provider,
      name: typeof model.name === 'string' ? model.name : alias,
      parameters: (model.parameters ?? {}) as ModelParameters,
      ...(model.pricing !== undefined && {
        pricing: readPricing(reading, [...path, 'pricing'], model.pricing),
      }),
    });
    aliasesAt.set(alias, reading.yaml.keyAt(path));
    providersAt.set(alias, reading.yaml.valueAt([...path, 'provider']));
    const declared = providers.get(provider);
    if (declared && declared.type !== 'scripted' && model.name === undefined) {
      const message = `the model \`${alias}\` has no \`name\`; only scripted models may leave it out`;
      reading.report('missing-key', message, path, "write the vendor's name of the model", 'key');
    }
  }
  return { models, aliasesAt, providersAt };
}

function readBudgets(reading: FileReading, written: Written): Project['budgets'] {
  const amount = (key: string) => readAmount(reading, ['budgets', key]);
  const caps = {
    runNanoUsd: amount('run_usd'),
    pullRequestNanoUsd: amount('pull_request_usd'),
    monthNanoUsd: amount('month_usd'),
    actorNanoUsd: amount('actor_usd'),
    tokensMonth: written.tokens_month as number | undefined,
  };
  const isCapped = Object.values(caps).some((cap) => cap !== undefined);
  const mode = written.mode as Project['budgets']['mode'] | undefined;
  return {
    ...caps,
    alertPct: written.alert_pct as number | undefined,
    mode: mode ?? (isCapped ? 'strict' : 'disabled'),
  };
}

function readUsage(written: Written): ReadonlyMap<string, number> {
  const calls = Object.entries(written).map(
    ([id, usage]) => [id, Number(mapOf(usage).calls_per_month)] as const,
  );
  return new Map(calls);
}

function positionsOfUsage(reading: FileReading, { usage }: Project) {
  const ids = [...(usage?.keys() ?? [])];
  return new Map(ids.map((id) => [id, reading.yaml.keyAt(['usage', id])] as const));
}

function readGate(written: Written): GatePolicy {
  const severity = (key: string, fallback: Severity) => (written[key] ?? fallback) as Severity;
  const cost = written.cost_increase === undefined ? undefined : mapOf(written.cost_increase);
  return {
    mode: (written.mode ?? 'enforce') as GatePolicy['mode'],
    validate: severity('validate', 'error'),
    evaluate: (written.evaluate ?? 'regression') as GatePolicy['evaluate'],
    suiteWeakened: severity('suite_weakened', 'error'),
    versionBump: severity('version_bump', 'warn'),
    notExecuted: written.not_executed as Severity | undefined,
    costIncrease: cost && {
      maxPct: cost.max_pct as number,
      mode: (cost.mode ?? 'warn') as Severity,
    },
  };
}

function readMaxAge(written: Written): number {
  return (
    (typeof written.max_age === 'string' && parseDuration(written.max_age)) || defaultCacheAgeMs
  );
}

const globKinds: readonly (readonly [string, NodeKind])[] = [
  ['prompts', 'prompt'],
  ['parts', 'part'],
  ['datasets', 'dataset'],
  ['suites', 'suite'],
];

function readGlobs(reading: FileReading, written: Written): DocumentGlobs {
  const globs: Partial<Record<NodeKind, string[]>> = {};
  for (const [key, kind] of globKinds) {
    const safe = ((written[key] ?? []) as string[]).filter((glob, index) => {
      const reason = unsafeGlobReason(glob);
      if (reason === undefined) return true;
      const message = `the glob \`${glob.slice(0, 100)}\` ${reason}`;
      const hint = 'for example src/**/prompts/*.yaml, relative to galley.yaml';
      reading.report('wrong-value', message, ['paths', key, index], hint);
      return false;
    });
    if (safe.length > 0) globs[kind] = safe;
  }
  return globs;
}

function checkAllowedModels(reading: FileReading, project: Project): void {
  for (const [index, alias] of (project.allowedModels ?? []).entries()) {
    if (project.models.has(alias)) continue;
    const message = `\`allowed_models\` names \`${alias}\`, which \`models\` does not declare`;
    reading.report(
      'model-unknown',
      message,
      ['allowed_models', index],
      'name an alias of `models`',
    );
  }
}

function mapOf(value: JsonValue | undefined): Written {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function readSigning({ repository, keys }: Written): NonNullable<Project['signing']> {
  return { repository: String(repository), keys: mapOf(keys) as Readonly<Record<string, string>> };
}
