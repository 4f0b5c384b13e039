import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { galley } from '../cli/support/fake-door.ts';

/** Ten mistakes in promptfoo's own format; its `validate config` takes six of them for sound. */
const mistakes: readonly {
  readonly mistake: string;
  readonly from: string;
  readonly to: string;
  /** Place, and a part of what is said. */
  readonly loss: string;
}[] = [
  {
    mistake: 'an unknown key at the top',
    from: 'defaultTest:',
    to: 'defaultTests:',
    loss: '4:1 `defaultTests`',
  },
  {
    mistake: 'a misspelt `assert`',
    from: '    assert:',
    to: '    asert:',
    loss: '7:5 `asert` of the test',
  },
  {
    mistake: 'a variable that no test gives',
    from: '{{ name }}',
    to: '{{ naem }}',
    loss: '2:5 variable `naem`',
  },
  {
    mistake: 'a test without any assertion',
    from: '    assert:\n      - {type: contains, value: Ada}\n      - {type: regex, value: Hello}\n',
    to: '',
    loss: '6:5 test',
  },
  {
    mistake: 'a misspelt type of assertion',
    from: 'type: contains',
    to: 'type: contians',
    loss: '8:9 assertion `contians`',
  },
  {
    mistake: 'a regular expression that is none',
    from: 'value: Hello',
    to: "value: '('",
    loss: '9:9 assertion `regex`',
  },
  {
    mistake: 'a prompt that is not there',
    from: '"Hello {{ name }}"',
    to: 'file://gone.txt',
    loss: '2:5 prompt',
  },
  {
    mistake: 'a provider that is not there',
    from: 'openai:gpt-5-mini',
    to: 'opnai:gpt-5-mini',
    loss: '3:13 provider `opnai:gpt-5-mini`',
  },
  { mistake: 'broken YAML', from: 'gpt-5-mini]', to: 'gpt-5-mini', loss: '3:12 file' },
  {
    mistake: 'a threshold of the wrong type',
    from: 'threshold: 1',
    to: 'threshold: high',
    loss: '4:15 `threshold` of the test',
  },
];

const sound = `prompts:
  - "Hello {{ name }}"
providers: [openai:gpt-5-mini]
defaultTest: {threshold: 1}
tests:
  - vars: {name: Ada}
    assert:
      - {type: contains, value: Ada}
      - {type: regex, value: Hello}
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galley-import-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const importText = (text: string) => {
  writeFileSync(join(folder, 'promptfooconfig.yaml'), text);
  return galley(folder, 'import', 'promptfooconfig.yaml', '--format', 'json');
};

describe('a mistake in a promptfoo configuration', () => {
  test('is named by nothing when it is not made', async () => {
    const run = await importText(sound);
    expect(JSON.parse(run.stdout)).toMatchObject({ losses: [], problems: [], written: true });
    expect(run.exitCode).toBe(0);
    expect((await galley(folder, 'validate', '--strict')).exitCode).toBe(0);
  });

  test.each(mistakes)('$mistake: named at its place, nothing is written', async (planted) => {
    expect(sound.split(planted.from)).toHaveLength(2);
    const run = await importText(sound.replace(planted.from, planted.to));
    const { losses, written } = JSON.parse(run.stdout) as {
      losses: { line: number; column: number; what: string }[];
      written: boolean;
    };
    const said = losses.map(({ line, column, what }) => `${line}:${column} ${what}`);
    expect(said).toContain(planted.loss);
    expect(written).toBe(false);
    expect(run.exitCode).toBe(1);
  });
});
