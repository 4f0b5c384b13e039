import { readFileSync } from 'node:fs';
import { documentText, importSource, openLibrary } from '@galley/engine/library';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { memoryTree } from '../../engine/src/library/testing/memory-tree.ts';

interface Project {
  readonly name: string;
  readonly from: string;
  readonly files: Readonly<Record<string, string>>;
  readonly documents: Readonly<Record<string, unknown>>;
  readonly project?: object;
  readonly losses: readonly string[];
}

const projects = parse(
  readFileSync(new URL('import/projects.yaml', import.meta.url), 'utf8'),
) as readonly Project[];

describe('an import', () => {
  it.each(projects)('$name', async ({ from, files, documents, project, losses }) => {
    const imported = await importSource(memoryTree(files), from);
    const made = imported.documents.map(({ path, value }) => [path, value] as const);
    expect(Object.fromEntries(made)).toEqual(documents);
    expect(imported.project).toEqual(project);
    const said = imported.losses.map(
      ({ file, line, column, what, reason, isRefused }) =>
        `${file}:${line}:${column} ${isRefused ? 'refused' : 'lost'} ${what}: ${reason}`,
    );
    expect(said).toEqual(losses);
  });

  it.each(projects)('$name: what it makes is sound', async ({ from, files }) => {
    const { documents, project } = await importSource(memoryTree(files), from);
    const head = { apiVersion: 'galley/v1', kind: 'Project' };
    const judge = { provider: 'echo' };
    const aliases = { judge, 'gpt-4o-mini': judge, ...project?.models };
    const providers = { echo: { type: 'scripted', echo: true }, ...project?.providers };
    const written = documents.map(({ path, value }) => [path, documentText(value)] as const);
    const library = await openLibrary(
      memoryTree({
        'galley.yaml': documentText({ ...head, providers, models: aliases }),
        ...Object.fromEntries(written),
      }),
    );
    expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(library.prompts.size + library.parts.size).toBeGreaterThan(0);
  });
});
