import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
import {
  documentText,
  type Imported,
  type ImportedProject,
  type JsonValue,
} from '@galley/engine/library';
import { editorSchema } from '../../starter/editor-schema.ts';
import { writeNewFile } from '../../starter/write-new-file.ts';
import type { ImportTarget } from './import-target.ts';

/** A file that an import writes, relative to the project folder. */
export interface PlannedFile {
  readonly path: string;
  readonly text: string;
}

/** What an import writes, and what has to be added to a galley.yaml that is there. */
export interface ImportPlan {
  readonly files: readonly PlannedFile[];
  /** `providers:` and `models:` as YAML; absent when nothing is to be added. */
  readonly addition: string | undefined;
}

const schemaPath = '.vscode/galley.schema.json';

/**
 * The files of an import in the order they are written. galley.yaml is written only where there is none.
 * @throws GalleyError `file-exists` before anything is written
 */
export function planFiles(target: ImportTarget, sources: readonly Imported[]): ImportPlan {
  const files = sources.flatMap(({ documents, dataFiles }) => [
    ...documents.map(({ path, value }) => ({ path, text: modeline(path) + documentText(value) })),
    ...dataFiles,
  ]);
  refuseTaken(target, files);
  if (files.length === 0) return { files, addition: undefined };
  const project = mergeProjects(sources);
  const parts = Object.entries(project).filter(([, map]) => Object.keys(map).length > 0);
  const settings = parts.length > 0 ? documentText(Object.fromEntries(parts)) : undefined;
  if (target.hasProject) return { files, addition: settings };
  const text = `${modeline('galley.yaml')}${documentText({ apiVersion: 'galley/v1', kind: 'Project' })}${settings ?? ''}`;
  const schema = { path: schemaPath, text: `${JSON.stringify(editorSchema())}\n` };
  const hasSchema = existsSync(join(target.folder, ...schemaPath.split('/')));
  return {
    files: [{ path: 'galley.yaml', text }, ...files, ...(hasSchema ? [] : [schema])],
    addition: undefined,
  };
}

/** Tells editors the schema; it lies where `galley init` puts it. */
function modeline(path: string): string {
  const up = '../'.repeat(path.split('/').length - 1);
  return `# yaml-language-server: $schema=${up === '' ? './' : up}${schemaPath}\n`;
}

function mergeProjects(sources: readonly Imported[]): ImportedProject {
  const projects = sources.map(({ project }) => project);
  return {
    providers: mergeMaps(
      'provider',
      projects.map((project) => project?.providers),
    ),
    models: mergeMaps(
      'model',
      projects.map((project) => project?.models),
    ),
  };
}

function mergeMaps(
  kind: string,
  maps: readonly (Readonly<Record<string, JsonValue>> | undefined)[],
): Record<string, JsonValue> {
  const merged = new Map<string, JsonValue>();
  for (const [name, value] of maps.flatMap((map) => Object.entries(map ?? {}))) {
    const known = merged.get(name);
    if (known === undefined) merged.set(name, value);
    else if (JSON.stringify(known) !== JSON.stringify(value)) {
      throw new GalleyError('usage', `two sources say different things of the ${kind} ${name}`, {
        data: { name },
        hint: 'Import them one by one, each with --to a folder of its own.',
      });
    }
  }
  return Object.fromEntries(merged);
}

function refuseTaken({ folder }: ImportTarget, files: readonly PlannedFile[]): void {
  const seen = new Set<string>();
  for (const { path } of files) {
    const twice = seen.has(path);
    seen.add(path);
    if (!twice && !existsSync(join(folder, ...path.split('/')))) continue;
    const message = twice
      ? `two sources would be written to ${path}`
      : `${path} is there already and is never overwritten`;
    throw new GalleyError('file-exists', message, {
      data: { file: path },
      hint: twice
        ? 'Import them one by one, each with --to a folder of its own.'
        : 'Move it away, or import into another folder with --to.',
    });
  }
}

/** Writes all of them. @throws GalleyError `file-exists`, `file-unwritable` */
export function writeFiles({ folder }: ImportTarget, files: readonly PlannedFile[]): void {
  for (const { path, text } of files) {
    if (writeNewFile(join(folder, ...path.split('/')), text)) continue;
    throw new GalleyError('file-exists', `${path} is there already and is never overwritten`, {
      data: { file: path },
      hint: 'Move it away, or import into another folder with --to.',
    });
  }
}
