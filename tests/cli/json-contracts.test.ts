import { cpSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from '../support/temporary-repository.ts';
import { galley } from './support/fake-door.ts';
import { openContractValidator, readContract } from './support/json-contracts.ts';

let repository: TemporaryRepository;
const example = fileURLToPath(new URL('../../examples/support-desk', import.meta.url));

beforeAll(() => {
  repository = createTemporaryRepository();
  cpSync(example, repository.folder, {
    recursive: true,
    filter: (path) => !path.includes('.galley'),
  });
  repository.write(
    'labels.jsonl',
    '{"answer": "Sorry to hear that.", "human": "pass"}\n{"answer": "No.", "human": 0.2}\n',
  );
  repository.commit('start');
  repository.branch('change');
  repository.write(
    'parts/safety/no-promises.yaml',
    'apiVersion: galley/v1\nkind: Part\ncontent: Promise all.\n',
  );
  repository.write(
    'promptfooconfig.yaml',
    'prompts: ["Greet {{ name }}"]\ntests:\n  - {vars: {name: Ada}, assert: [{type: python, value: x}, {type: contains, value: Ada}]}\n',
  );
  repository.write('imported/galley.yaml', 'apiVersion: galley/v1\nkind: Project\n');
  repository.write(
    'prompts/broken.yaml',
    'apiVersion: galley/v1\nkind: Prompt\ncontent: "{{ nobody }}"\n',
  );
});
afterAll(() => repository.remove());

const outputs: Readonly<Record<string, readonly (readonly string[])[]>> = {
  validate: [['validate']],
  import: [
    ['import', 'promptfooconfig.yaml', '--dry-run'],
    ['import', 'promptfooconfig.yaml', '--to', 'imported', '--allow-loss'],
  ],
  list: [['list'], ['list', 'suites']],
  show: [
    ['show', 'support/refund'],
    ['show', 'support/refund+terse'],
    ['show', 'tone/formal'],
    ['show', 'safety/no-promises'],
    ['show', 'support/refunds'],
    ['show', 'refunds'],
    ['show', 'broken'],
  ],
  render: [['render', 'triage/language', '--input', 'message=Hello']],
  cassette: [
    ['cassette', 'verify'],
    ['cassette', 'prune', '--dry-run'],
  ],
  history: [['history', 'support/refund']],
  compare: [['compare', 'support/refund', '--models', 'default-chat,cheap-chat']],
  run: [['run', 'triage/language', '--input', 'message=Hello']],
  eval: [
    ['eval', 'triage', 'replies'],
    ['eval', 'support/refund', '--mode', 'replay'],
    ['eval', 'triage', '--sample', '9', '--shard', '1/2', '--no-times'],
  ],
  estimate: [
    ['run', 'triage/language', '--input', 'message=Hello', '--estimate'],
    ['eval', 'triage', '--estimate'],
    ['proof', '--estimate'],
  ],
  judge: [
    ['judge', 'calibrate', 'replies', '--labels', 'labels.jsonl'],
    ['judge', 'calibrate', 'replies', '--labels', 'labels.jsonl', '--estimate'],
  ],
  budget: [['budget']],
  stats: [['stats'], ['stats', '--by', 'model', '--since', '2d']],
  diff: [['diff']],
  proof: [['proof'], ['proof', '--policy', 'head']],
};

describe('JSON output', () => {
  it.each(Object.keys(outputs))('of %s is as its schema says', async (command) => {
    const validate = openContractValidator(readContract(command));
    for (const commandLine of outputs[command] ?? []) {
      const { stdout } = await galley(repository.folder, ...commandLine, '--format', 'json');
      expect(validate(JSON.parse(stdout)), commandLine.join(' ')).toEqual([]);
    }
  });

  it('has a schema for each of these commands and no other', () => {
    const files = readdirSync(new URL('../../cli/schema', import.meta.url));
    expect(files.sort()).toEqual(
      Object.keys(outputs)
        .map((name) => `${name}.schema.json`)
        .sort(),
    );
  });

  it('is described, property by property', () => {
    for (const command of Object.keys(outputs)) {
      const undescribed: string[] = [];
      const look = (node: unknown, path: string) => {
        if (typeof node !== 'object' || node === null) return;
        for (const [key, value] of Object.entries(node)) {
          if (key === 'properties') {
            for (const [name, property] of Object.entries(value as Record<string, object>)) {
              const described = 'description' in property || '$ref' in property;
              if (!described) undescribed.push(`${command}${path}/${name}`);
            }
          }
          look(value, `${path}/${key}`);
        }
      };
      look(readContract(command), '');
      expect(undescribed).toEqual([]);
    }
  });
});
