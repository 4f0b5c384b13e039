import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A Git repository in a temporary folder, for tests. */
export interface TemporaryRepository {
  /** Absolute path of the work tree. */
  readonly folder: string;
  /** Variables to open it with: the process's own, without any configuration of the user. */
  readonly environment: Record<string, string | undefined>;
  /** Writes a file, making its folders. */
  write(path: string, content: string | Uint8Array): void;
  /** Commits everything that is not ignored and gives the commit's full id. */
  commit(message: string): string;
  /** Makes a branch at the current commit and checks it out. */
  branch(name: string): void;
  /** Runs any Git command and gives its trimmed output. */
  git(...commandLine: string[]): string;
  /** Deletes the folder. */
  remove(): void;
}

const author = { name: 'Ada Author', email: 'ada@example.com', date: '2026-01-02T03:04:05Z' };

/** A new repository on branch `main` without commits; equal steps give equal commit ids. */
export function createTemporaryRepository(
  options: { objectFormat?: 'sha1' | 'sha256' } = {},
): TemporaryRepository {
  const folder = realpathSync.native(mkdtempSync(join(tmpdir(), 'galley-repository-')));
  const repository = openTemporaryRepository(folder);
  repository.git('init', '-q', '-b', 'main', `--object-format=${options.objectFormat ?? 'sha1'}`);
  repository.git('config', 'gc.auto', '0');
  return repository;
}

/** The same for a folder that a test has cloned or added as a work tree itself. */
export function openTemporaryRepository(folder: string): TemporaryRepository {
  const environment = cleanEnvironment();
  const git = (...commandLine: string[]) =>
    execFileSync('git', commandLine, {
      cwd: folder,
      env: environment,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  return {
    folder,
    environment,
    git,
    write(path, content) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    },
    commit(message) {
      git('add', '--all');
      git('commit', '-q', '--allow-empty', '-m', message);
      return git('rev-parse', 'HEAD');
    },
    branch: (name) => void git('checkout', '-q', '-b', name),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function cleanEnvironment(): Record<string, string | undefined> {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return {
    ...Object.fromEntries(own),
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: author.date,
    GIT_COMMITTER_NAME: author.name,
    GIT_COMMITTER_EMAIL: author.email,
    GIT_COMMITTER_DATE: author.date,
    GIT_ALLOW_PROTOCOL: 'file',
  };
}
