import { describe, expect, test } from 'vitest';
import { listProjects, locateProject } from './locate-project.ts';

const parentOf = (folder: string) =>
  folder === '/' ? undefined : folder.slice(0, Math.max(1, folder.lastIndexOf('/')));

describe('locateProject', () => {
  test('climbs to the nearest galley.yaml', () => {
    const homes = new Set(['/shop', '/shop/support']);
    const hasFile = (folder: string, name: string) => homes.has(folder) && name === 'galley.yaml';
    expect(locateProject('/shop/support/prompts', hasFile, parentOf)).toBe('/shop/support');
    expect(locateProject('/shop/billing', hasFile, parentOf)).toBe('/shop');
    expect(locateProject('/home', hasFile, parentOf)).toBeUndefined();
  });
});

describe('listProjects', () => {
  test('names every folder with a galley.yaml, the root as the empty text', () => {
    const paths = [
      'team/galley.yaml',
      'galley.yaml',
      'team/prompts/a.yaml',
      'docs/old-galley.yaml',
    ];
    const files = paths.map((path) => ({ path, kind: 'file' as const }));
    expect(listProjects(files)).toEqual(['', 'team']);
    expect(listProjects([{ path: 'galley.yaml', kind: 'symlink' }])).toEqual([]);
  });
});
