import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot, type SourceText, sourceFiles } from './support/source-files.ts';

/** Packages by what each may import of the others. */
const packageOrder: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  engine: ['@galley/schema'],
  cli: ['@galley/schema', '@galley/engine'],
  bot: ['@galley/schema', '@galley/engine'],
  action: ['@galley/schema', '@galley/engine'],
};

/** Rooms of the engine; a room imports itself and the ones before it. */
const rooms = [
  'errors',
  'units',
  'ports',
  'matching',
  'guardrails',
  'expressions',
  'templates',
  'tables',
  'library',
  'render',
  'models',
  'ledger',
  'run',
  'evaluate',
  'proof',
  'report',
  'publish',
];

/** Outside the rooms: they may import all of them, and none of them imports one. */
const outsideRooms = ['system', 'keyless-child'];

/** Ports over the computer itself, for doors. */
const systemPorts = 'engine/src/system/';

/** The program of the child process: a door of its own. */
const childProgram = 'engine/src/keyless-child/keyless-child.ts';

/** Packages that run templates or leave Galley's control: nobody imports them. */
const bannedPackages = ['nunjucks', 'vm', 'node:vm', 'vm2', 'isolated-vm'];

/** Names that only a door or an adapter of a port may use. */
const ownProcess = /\bprocess\s*\.\s*(env|exit|argv|stdout|stderr|cwd)\b/;
const bannedGlobals = [
  /\bconsole\s*\./,
  ownProcess,
  /\bDate\s*\.\s*now\b/,
  /\bnew\s+Date\s*\(\s*\)/,
  /\bMath\s*\.\s*random\b/,
  /\bperformance\s*\.\s*now\b/,
  /\beval\s*\(/,
  /\bnew\s+Function\b/,
];

const vagueNames = /^(utils?|helpers?|common|misc|shared|core)(\.|$)/;

const everything = sourceFiles(['schema/src', 'engine/src', 'cli/src', 'bot/src', 'action/src']);
const product = everything.filter((file) => !file.isTest);
const engine = product.filter((file) => file.path.startsWith('engine/src/'));

describe('packages', () => {
  it('import only the packages before them', () => {
    const wrong = product.flatMap((file) => {
      const [own = ''] = file.path.split('/');
      const allowed = packageOrder[own] ?? [];
      return file.imports
        .filter(({ specifier }) => /^(@galley\/|galley$)/.test(specifier))
        .filter(({ specifier }) => !allowed.some((name) => specifier.startsWith(name)))
        .map(({ specifier }) => `${file.path} imports ${specifier}`);
    });
    expect(wrong).toEqual([]);
  });

  it('reach another package by its name, never by a path', () => {
    const wrong = product.flatMap((file) =>
      file.imports
        .filter(({ path }) => path !== undefined && path.split('/')[0] !== file.path.split('/')[0])
        .map(({ specifier }) => `${file.path} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('rooms of the engine', () => {
  it('are the ones that ARCHITECTURE.md draws', () => {
    const found = new Set(engine.map((file) => roomOf(file.path)));
    expect([...found].sort()).toEqual([...rooms, ...outsideRooms].sort());
  });

  it('import only leftwards', () => {
    const order = [...rooms, ...outsideRooms];
    const wrong = engine.flatMap((file) => {
      const own = order.indexOf(roomOf(file.path));
      return file.imports
        .filter(({ path }) => path?.startsWith('engine/src/'))
        .filter(({ path }) => order.indexOf(roomOf(path ?? '')) > own)
        .map(({ path }) => `${file.path} imports ${path}`);
    });
    expect(wrong).toEqual([]);
  });

  it('have one index.ts each, which nobody inside imports', () => {
    const wrong = engine.flatMap((file) =>
      file.imports
        .filter(({ path }) => path?.endsWith('/index.ts') === true)
        .map(({ path }) => `${file.path} imports ${path}`),
    );
    expect(wrong).toEqual([]);
  });

  it('reach the clock, chance, the environment and the terminal only through ports', () => {
    const inside = engine.filter(({ path }) => !path.startsWith(systemPorts));
    const wrong = inside.flatMap((file) =>
      bannedGlobals
        .filter((pattern) => pattern !== ownProcess || file.path !== childProgram)
        .filter((pattern) => pattern.test(file.code))
        .map((pattern) => `${file.path} uses ${pattern.source}`),
    );
    expect(wrong).toEqual([]);
  });

  it('import each third-party package in one file', () => {
    const users = new Map<string, Set<string>>();
    for (const file of engine) {
      for (const { specifier, path } of file.imports) {
        if (path !== undefined || /^(node:|@galley\/)/.test(specifier)) continue;
        const name = specifier
          .split('/')
          .slice(0, specifier.startsWith('@') ? 2 : 1)
          .join('/');
        users.set(name, (users.get(name) ?? new Set()).add(file.path));
      }
    }
    const wrong = [...users]
      .filter(([, files]) => files.size > 1)
      .map(([name, files]) => [name, ...files]);
    expect(wrong).toEqual([]);
  });
});

describe('files', () => {
  it('import each other without a circle', () => {
    expect(findCycle(product)).toEqual([]);
  });

  it('import only files that exist', () => {
    const wrong = everything.flatMap((file) =>
      file.imports
        .filter(({ path }) => path !== undefined && !existsSync(join(repositoryRoot, path)))
        .map(({ specifier }) => `${file.path} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  it('never import an engine for untrusted code', () => {
    const wrong = everything.flatMap((file) =>
      file.imports
        .filter(({ specifier }) =>
          bannedPackages.some((name) => specifier === name || specifier.startsWith(`${name}/`)),
        )
        .map(({ specifier }) => `${file.path} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  it('have kebab-case names that say what they hold', () => {
    const wrong = everything
      .map((file) => file.path)
      .filter((path) => {
        const parts = path.split('/').slice(2);
        return parts.some(
          (part) =>
            vagueNames.test(part) || !/^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.d)?(\.m?ts)?$/.test(part),
        );
      });
    expect(wrong).toEqual([]);
  });

  it('stay below 450 lines', () => {
    const wrong = product
      .map((file) => ({ path: file.path, lines: file.text.split('\n').length }))
      .filter(({ lines }) => lines > 450);
    expect(wrong).toEqual([]);
  });

  it('have no default exports', () => {
    const wrong = product
      .filter((file) => /^export default\b/m.test(file.code))
      .map((file) => file.path);
    expect(wrong).toEqual([]);
  });
});

function roomOf(path: string): string {
  return path.split('/')[2] ?? '';
}

/** Files of one import circle, or nothing. */
function findCycle(files: readonly SourceText[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const state = new Map<string, 'open' | 'done'>();
  const trail: string[] = [];
  const visit = (path: string): string[] => {
    if (state.get(path) === 'done') return [];
    if (state.get(path) === 'open') return [...trail.slice(trail.indexOf(path)), path];
    state.set(path, 'open');
    trail.push(path);
    for (const next of byPath.get(path)?.imports ?? []) {
      if (next.path === undefined || !byPath.has(next.path)) continue;
      const cycle = visit(next.path);
      if (cycle.length > 0) return cycle;
    }
    trail.pop();
    state.set(path, 'done');
    return [];
  };
  for (const { path } of files) {
    const cycle = visit(path);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
