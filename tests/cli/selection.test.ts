import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from '../support/temporary-repository.ts';
import { galley } from './support/fake-door.ts';

let repository: TemporaryRepository;
const suite = (target: string, more = '') => `apiVersion: galley/v1
kind: Suite
targets: [${target}]
${more}cases:
  - {id: late-parcel, inputs: {message: Where is it?}, tags: [parcel]}
  - {id: lost-parcel, inputs: {message: It is lost}, tags: [parcel, angry]}
  - {id: broken-vase, inputs: {message: It is broken}, tags: [angry]}
checks:
  - {name: calm, contains: Fine}
`;
const prompt = (text: string) => `apiVersion: galley/v1
kind: Prompt
inputs: {message: {type: string}}
content: "${text} {{ message }}"
model: {ref: script}
`;
const files: Readonly<Record<string, string>> = {
  'galley.yaml': `apiVersion: galley/v1
kind: Project
providers: {fake: {type: scripted, file: answers.yaml}}
models: {script: {provider: fake}}
`,
  'answers.yaml': 'rules:\n  - {when: {contains: lost}, say: No.}\notherwise: {say: Fine.}\n',
  'prompts/answer.yaml': prompt('Answer'),
  'prompts/greet.yaml': prompt('Greet'),
  'suites/answers.yaml': suite('answer', 'gate: {pass_rate: {min: 0.9}}\n'),
  'suites/greetings.yaml': suite('greet'),
  'suites/long.yaml': suite('answer', 'when: nightly\n'),
};

beforeEach(() => {
  repository = createTemporaryRepository();
  for (const [path, text] of Object.entries(files)) repository.write(path, text);
  repository.commit('start');
});
afterEach(() => repository.remove());

const here = (...commandLine: string[]) => galley(repository.folder, ...commandLine);
/** `suite case` of each draw. */
const drawsOf = async (...options: string[]) => {
  const { stdout } = await here('eval', ...options, '--format', 'json');
  const { results } = JSON.parse(stdout) as { results: { suite: string; caseId: string }[] };
  return results.map(({ suite: id, caseId }) => `${id} ${caseId}`);
};

describe('--filter', () => {
  it('joins values of one kind by or, and kinds by and', async () => {
    const filters = ['tag=angry', 'tag=parcel', 'id=*-parcel'].flatMap((one) => ['--filter', one]);
    expect(await drawsOf('answers', ...filters)).toEqual([
      'answers late-parcel',
      'answers lost-parcel',
    ]);
  });

  it('says in every report that it is partial, and judges its gate in the open', async () => {
    const run = await here('eval', 'answers', '--filter', 'tag=angry');
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('Partial: 2 of 3 cases (--filter tag=angry)');
    const passing = await here('eval', 'answers', '--filter', 'id=late-parcel', '--format', 'json');
    expect(passing.exitCode).toBe(0);
    expect(passing.stderr).toContain('Partial: 1 of 3 cases');
    expect(JSON.parse(passing.stdout).selection).toEqual({
      asked: ['--filter id=late-parcel'],
      cases: 1,
      of: 3,
    });
  });

  it.each([
    ['id=late-parcle', 'Did you mean late-parcel?'],
    ['tag=angri', 'Did you mean angry?'],
    ['id=zebra-*', 'no case fits --filter id=zebra-* together'],
    ['failed', 'no finished run'],
    ['colour=red', 'Expected id=<id or glob>'],
  ])('%s, which no case fits, is refused before anything runs', async (filter, advice) => {
    const run = await here('eval', 'answers', '--filter', filter);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain(advice);
  });

  it('failed takes what failed in the last finished run, or in a file of results', async () => {
    const results = join(repository.folder, 'results.jsonl');
    await here('eval', '--format', 'jsonl', '--output', results);
    const failed = ['answers lost-parcel', 'greetings lost-parcel'];
    expect(await drawsOf('--filter', 'failed')).toEqual(failed);
    expect(await drawsOf('--filter', `failed=${results}`)).toEqual(failed);
    repository.write('answers.yaml', 'otherwise: {say: Fine.}\n');
    await here('eval', 'answers', '--filter', 'failed');
    const again = await here('eval', 'answers', '--filter', 'failed');
    expect(again.exitCode).toBe(2);
    expect(again.stderr).toContain('no case failed');
  });
});

describe('--sample', () => {
  it('draws the same cases of each suite for the same seed', async () => {
    const drawn = await drawsOf('--sample', '2', '--seed', '7');
    expect(drawn).toHaveLength(4);
    expect(await drawsOf('--sample', '2', '--seed', '7')).toEqual(drawn);
    const run = await here('eval', '--sample', '2', '--seed', '7');
    expect(run.stdout).toContain('Partial: 4 of 6 cases (--sample 2 --seed 7)');
  });
});

describe('--since', () => {
  it('runs the suites that a change reaches, whole', async () => {
    repository.write('prompts/greet.yaml', prompt('Welcome'));
    expect(await drawsOf('--since', 'HEAD')).toEqual([
      'greetings late-parcel',
      'greetings lost-parcel',
      'greetings broken-vase',
    ]);
  });

  it.each(['text', 'json', 'jsonl'])(
    'costs nothing when nothing changed, in %s',
    async (format) => {
      const run = await here('eval', '--since', 'HEAD', '--format', format);
      expect(run.exitCode).toBe(0);
      const said = format === 'text' ? run.stdout : run.stderr;
      expect(said).toContain('nothing changed since HEAD: nothing to run, $0');
      if (format === 'json') expect(JSON.parse(run.stdout)).toMatchObject({ runs: 0, results: [] });
    },
  );

  it('runs the suites whose program, or its declaration, changed', async () => {
    const program = (pass: boolean) => `console.log(JSON.stringify({ pass: ${pass} }));\n`;
    const declare = (tone: string) =>
      `${files['galley.yaml']}commands:\n  tone: {run: [${tone}]}\n  other: {run: [node, checks/other.mjs]}\n`;
    const asked = (command: string) =>
      suite('greet').replace('{name: calm, contains: Fine}', command);
    repository.write('galley.yaml', declare('node, ./checks/tone.mjs'));
    repository.write('checks/tone.mjs', program(true));
    repository.write('checks/other.mjs', program(true));
    repository.write('suites/direct.yaml', asked('command: tone'));
    repository.write('suites/grouped.yaml', asked('any_of: [{contains: No}, {command: tone}]'));
    repository.write(
      'suites/of-case.yaml',
      suite('greet').replace(
        '{message: It is lost},',
        '{message: It is lost}, checks: [{command: tone}],',
      ),
    );
    repository.write('suites/apart.yaml', asked('command: other'));
    repository.commit('programs');
    const chosen = async () => [
      ...new Set((await drawsOf('--since', 'HEAD')).map((draw) => draw.split(' ')[0])),
    ];
    expect(await chosen()).toEqual([]);
    repository.write('checks/tone.mjs', program(false));
    expect(await chosen()).toEqual(['direct', 'grouped', 'of-case']);
    repository.write('checks/tone.mjs', program(true));
    repository.write('galley.yaml', declare('node, ./checks/tone.mjs, strictly'));
    expect(await chosen()).toEqual(['direct', 'grouped', 'of-case']);
  });

  it('names a revision that is none', async () => {
    expect(await here('eval', '--since', 'yesterday')).toMatchObject({ exitCode: 2, stdout: '' });
  });
});

describe('when', () => {
  it('leaves nightly suites to the night, to their name and to --when all', async () => {
    const byDefault = await here('eval', '--format', 'json');
    expect(byDefault.stdout).not.toContain('"long"');
    expect(byDefault.stderr).toContain('long (nightly)');
    expect(new Set(await drawsOf('--when', 'nightly'))).toEqual(new Set(await drawsOf('long')));
    expect(await drawsOf('--when', 'all')).toHaveLength(9);
    const none = await here('eval', '--when', 'manual');
    expect(none.exitCode).toBe(2);
    expect(none.stderr).toContain('no suite has `when: manual`');
  });

  it('lets a proof list the nightly suite that the change reaches, without running it', async () => {
    repository.branch('change');
    repository.write('prompts/answer.yaml', prompt('Reply'));
    const proof = await here('proof', '--format', 'json');
    const { evaluation } = JSON.parse(proof.stdout);
    expect(evaluation.otherTimes).toEqual([{ suite: 'long', when: 'nightly' }]);
    expect(evaluation.suites.map(({ suite: id }: { suite: string }) => id)).toEqual(['answers']);
    expect((await here('proof')).stdout).toContain('it runs nightly');
  });

  it('is weaker when a suite leaves pull requests, which are judged by base’s suite then', async () => {
    repository.branch('change');
    repository.write(
      'suites/answers.yaml',
      suite('answer', 'when: nightly\ngate: {pass_rate: {min: 0.9}}\n'),
    );
    repository.write('answers.yaml', 'otherwise: {say: No.}\n');
    const proof = await here('proof', '--format', 'json');
    const { evaluation } = JSON.parse(proof.stdout);
    expect(evaluation.weakened).toMatchObject([
      { suite: 'answers', differences: ['when pull_request became nightly'], isFailing: true },
    ]);
    expect(proof.exitCode).toBe(1);
  });
});

describe('a suite where nothing changed', () => {
  it('costs nothing in a proof, and the proof says so', async () => {
    repository.branch('change');
    const proof = await here('proof');
    expect(proof.exitCode).toBe(0);
    expect(proof.stdout).toContain('nothing changed');
    expect(proof.stdout).toMatch(/this run \$0/);
    const { cost, evaluation } = JSON.parse((await here('proof', '--format', 'json')).stdout);
    expect(cost.runNanoUsd).toBe(0);
    expect(evaluation.head).toMatchObject({ runs: 0, requests: 0 });
  });
});
