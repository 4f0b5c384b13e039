import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from '../support/temporary-repository.ts';
import { galley } from './support/fake-door.ts';
import { openContractValidator, readContract } from './support/json-contracts.ts';

let repository: TemporaryRepository;
const file = 'desk/prompts/support/reply.yaml';
const prompt = (system: string, more = '') => `apiVersion: galley/v1
kind: Prompt
${more}inputs: {message: {type: string}}
messages:
  - role: system
    content: |
      You answer customers.
      ${system}
  - {role: user, content: "{{ message }}"}
`;

beforeAll(() => {
  repository = createTemporaryRepository();
  repository.write('desk/galley.yaml', 'apiVersion: galley/v1\nkind: Project\n');
  repository.write('desk/prompts/reply.yaml', prompt('Be brief.'));
  repository.commit('a first reply');
  repository.git('mv', '-k', 'desk/prompts/reply.yaml', 'desk/prompts/moved.yaml');
  repository.write('desk/prompts/support/other.yaml', prompt('Another.'));
  repository.git('mv', 'desk/prompts/moved.yaml', file);
  repository.commit('move under support');
  repository.write(file, prompt('Be brief and kind.', 'version: 1.1.0\n'));
  repository.commit('::warning::kinder');
  repository.write(file, prompt('Be brief and kind.', '# reviewed\nversion: 1.1.0\n'));
  repository.commit('a comment');
});
afterAll(() => repository.remove());

const history = (...commandLine: string[]) =>
  galley(`${repository.folder}/desk`, 'history', ...commandLine);

describe('galley history', () => {
  it('shows each version with what it says differently, through a move', async () => {
    const { stdout, exitCode } = await history('support/reply');
    expect(exitCode).toBe(0);
    const [comment, kinder, moved, first] = stdout.split('\n\n');
    expect(comment).toMatch(/a comment\n {2}no semantic change$/);
    expect(kinder).toMatch(/1\.1\.0 {2}\.\/::warning::kinder\n/);
    expect(kinder).toContain('  + version: 1.1.0');
    expect(kinder).toContain('  ~ messages[system].content');
    expect(kinder).toMatch(/\| -Be brief\.\n.*\| \+Be brief and kind\./);
    expect(moved).toContain('moved from desk/prompts/reply.yaml');
    expect(first).toContain('added');
  });

  it('keeps its JSON contract, and to a limit', async () => {
    const run = await history('support/reply', '--format', 'json', '--limit', '2');
    const json = JSON.parse(run.stdout);
    expect(openContractValidator(readContract('history'))(json)).toEqual([]);
    expect(json).toMatchObject({ kind: 'prompt', id: 'support/reply' });
    expect(json.versions).toHaveLength(2);
    expect(run.stderr).toContain('--limit');
  });

  it('says when a document was never committed or Git is not there', async () => {
    expect(await history('support/nothing')).toMatchObject({ exitCode: 2, stdout: '' });
    expect((await history('support/reply', '--at', 'v9')).exitCode).toBe(2);
    expect((await galley('/', 'history', 'support/reply')).stderr).toContain('Git repository');
  });
});
