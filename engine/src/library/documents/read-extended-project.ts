import type { Position, Problem } from '../../errors/problem.ts';
import { isPlainObject } from '../../units/own-value.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import type { YamlFile } from '../yaml/yaml-file.ts';
import { startReading } from './file-reading.ts';
import { layeredYaml } from './layered-yaml.ts';
import { isInherited } from './merge-defaults.ts';
import type { ParsedProject } from './parsed-project.ts';
import { brokenProject, projectFile, projectShape, readSoundProject } from './read-project.ts';

/** The galley.yaml that lies under another one. */
interface LowerProject {
  /** `acme/galley-defaults@<commit>`. */
  readonly reference: string;
  /** `undefined` when it could not be had. */
  readonly bytes: Uint8Array | undefined;
}

/**
 * A galley.yaml that is sound by itself, over the one that it extends. When that one is missing or has
 * faults, they stand where this one says `extends`, and nothing of either holds.
 */
export function readExtendedProject(
  bytes: Uint8Array,
  blobId: string,
  lower: LowerProject,
): ParsedProject {
  const own = readYaml(projectFile, bytes);
  const at = own.valueAt(['extends']);
  const { reference } = lower;
  const read = lower.bytes && readYaml(`${reference}:${projectFile}`, lower.bytes);
  const faults = read === undefined ? [missing(reference, at)] : faultsBelow(read, reference, at);
  if (read === undefined || faults.length > 0) {
    const broken = brokenProject(faults, blobId);
    return { ...broken, project: { ...broken.project, extends: reference } };
  }
  const parsed = readSoundProject(startReading(layeredYaml(own, read)), blobId);
  const declared = [...parsed.aliasesAt].filter(
    ([alias]) => !isInherited(own.value ?? null, ['models', alias]),
  );
  return {
    ...parsed,
    project: { ...parsed.project, extends: reference },
    aliasesAt: new Map(declared),
  };
}

function missing(reference: string, at: Position): Problem {
  const [repository = '', commit = ''] = reference.split('@');
  return {
    code: 'defaults-missing',
    severity: 'error',
    message: `galley.yaml extends ${repository} at ${commit.slice(0, 12)}, which is not at hand, so nothing of it holds`,
    hint: `fetch it into this clone: git fetch <address of ${repository}> ${commit}`,
    file: projectFile,
    ...at,
  };
}

function faultsBelow(lower: YamlFile, reference: string, at: Position): Problem[] {
  const errors = lower.problems.filter(({ severity }) => severity === 'error');
  const faults = errors.length > 0 ? errors : projectShape(lower);
  const chained = isPlainObject(lower.value) && lower.value.extends !== undefined;
  if (faults.length === 0 && chained) {
    const message = `${reference} has \`extends\` itself, and defaults of defaults are not followed`;
    const hint = 'write everything into the one galley.yaml that others extend';
    const code = 'wrong-value';
    return [{ code, severity: 'error', message, hint, file: projectFile, ...at }];
  }
  return faults.map(({ message, line, column, ...fault }) => ({
    ...fault,
    message: `in ${reference}, ${line}:${column}: ${message}`,
    file: projectFile,
    ...at,
  }));
}
