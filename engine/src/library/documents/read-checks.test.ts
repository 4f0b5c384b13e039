// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of documents, not of TypeScript
import { describe, expect, it } from 'vitest';
import { openLibrary } from '../open-library.ts';
import { memoryTree } from '../testing/memory-tree.ts';

const head = 'apiVersion: galley/v1\n';
const prompt = (rest: string) => ({
  'galley.yaml': `${head}kind: Project\n`,
  'prompts/reply.yaml': `${head}kind: Prompt\ninputs: {message: {type: string}}\ncontent: "{{ message }}"\n${rest}`,
});
const problemsOf = async (files: Record<string, string>) =>
  (await openLibrary(memoryTree(files))).problems.map(
    ({ file, line, column, code }) => `${file}:${line}:${column} ${code}`,
  );

/** The problems of a prompt, and the one that is expected where the text has `‸`. */
async function found(rest: string, code: string) {
  const marked = prompt(rest)['prompts/reply.yaml'];
  const before = marked.slice(0, marked.indexOf('‸')).split('\n');
  const place = `${before.length}:${(before.at(-1) ?? '').length + 1}`;
  const problems = await problemsOf(prompt(rest.replace('‸', '')));
  return { problems, expected: [`prompts/reply.yaml:${place} ${code}`] };
}

describe('checks in groups', () => {
  it.each([
    ['a bad pattern', '[{regex: ‸"(("}]', 'regex-invalid'],
    ['a bad schema', '[{json_schema: {type: ‸objekt}}]', 'schema-invalid'],
    ['a bad path', '[{contains: a, of: ‸outputs}]', 'expression-invalid'],
    ['a bad expression', "[{contains: '‸${{ cas.id }}'}]", 'expression-invalid'],
    ['an undeclared input', "[{contains: '‸${{ case.inputs.x }}'}]", 'expression-invalid'],
    ['limits upside down', '[{length: {min: ‸3, max: 1}}]', 'wrong-value'],
    ['a weight of a member', '[{contains: a, ‸weight: 1}]', 'wrong-value'],
    ['a path of the group', '[{contains: a}]\n    ‸of: text', 'wrong-value'],
    [
      'too deep a group',
      '‸[{any_of: [{any_of: [{any_of: [{any_of: [{regex: a}]}]}]}]}]',
      'wrong-value',
    ],
  ])('report %s', async (_, group, code) => {
    const rest = `cases: [{inputs: {message: Hi}}]\nchecks:\n  - any_of: ${group}\n`;
    const { problems, expected } = await found(rest, code);
    expect(problems).toEqual(expected);
  });

  it('report a count that cannot be reached', async () => {
    const check = '{at_least: {count: ‸2, of: [{contains: a}]}}';
    const rest = `cases: [{inputs: {message: Hi}}]\nchecks: [${check}]\n`;
    const { problems, expected } = await found(rest, 'wrong-value');
    expect(problems).toEqual(expected);
  });

  it('report an expectation that a case lacks', async () => {
    const rest =
      'cases: [‸{inputs: {message: Hi}}]\nchecks: [{any_of: [{expected: [decision]}]}]\n';
    const { problems, expected } = await found(rest, 'expected-missing');
    expect(problems).toEqual(expected);
  });
});

describe('a list of texts', () => {
  it('is no text, unless an expression gives the list', async () => {
    const rest = 'cases: [{inputs: {message: Hi}}]\nchecks: [{contains_any: ‸Acme}]\n';
    const { problems, expected } = await found(rest, 'wrong-type');
    expect(problems).toEqual(expected);
    const given = "checks: [{contains_any: '${{ case.tags }}'}]\n";
    expect(await problemsOf(prompt(`cases: [{inputs: {message: Hi}}]\n${given}`))).toEqual([]);
  });
});

describe('a path', () => {
  it('is no key of a check that looks at the call', async () => {
    const rest = 'cases: [{inputs: {message: Hi}}]\nchecks: [{tokens: {max: 9}, ‸of: rendered}]\n';
    const { problems, expected } = await found(rest, 'wrong-value');
    expect(problems).toEqual(expected);
  });
});

describe('checks of single cases', () => {
  const rest = (checks: string) =>
    `cases:\n  - inputs: {message: Hi}\n    checks: ${checks}\nchecks: [{contains: Hi}]\n`;

  it('are read with their place', async () => {
    const library = await openLibrary(memoryTree(prompt(rest('[{name: own, length: {max: 3}}]'))));
    expect(library.problems).toEqual([]);
    expect(library.suites.get('reply')?.cases[0]?.checks).toMatchObject([
      { key: 'length', name: 'own', file: 'prompts/reply.yaml', at: { line: 7, column: 14 } },
    ]);
  });

  it('of one name count alike in every case', async () => {
    const own = (rest: string) => `checks: [{regex: a, name: own${rest}}]`;
    const cases = `cases:\n  - {inputs: {message: Hi}, ${own(', weight: 1')}}\n  - {inputs: {message: Ho}, ${own('').replace('[', '[‸')}}\n`;
    const { problems, expected } = await found(
      `${cases}checks: [{contains: H}]\n`,
      'check-duplicate',
    );
    expect(problems).toEqual(expected);
  });

  it.each([
    ['a bad pattern', '[{regex: ‸"(("}]', 'regex-invalid'],
    ['a name of the suite', '[‸{contains: Ho}]', 'check-duplicate'],
    ['a name twice', '[{regex: a}, {‸regex: b}]', 'check-duplicate'],
    ['an expectation it lacks', '[‸{expected: true}]', 'expected-missing'],
    ['an undeclared input', "[{regex: '‸${{ case.inputs.x }}'}]", 'expression-invalid'],
  ])('report %s', async (_, checks, code) => {
    const { problems, expected } = await found(rest(checks), code);
    expect(problems).toEqual(expected);
  });
});

describe('expectations of rows', () => {
  it('are text in CSV and typed in JSONL', async () => {
    const dataset = (file: string) => ({
      'datasets/mail.yaml': `${head}kind: Dataset\nsource: {file: ${file}}\n`,
      'suites/mail.yaml': `${head}kind: Suite\ntargets: [reply]\ndataset: mail\nchecks: [{expected: [amount]}]\n`,
    });
    const caseOf = async (files: Record<string, string>) => {
      const library = await openLibrary(memoryTree({ ...prompt(''), ...files }));
      expect(library.problems).toEqual([]);
      return library.suites.get('mail')?.cases[0];
    };
    const csv = 'message,expected.amount,expected.note\nHi,42,\n';
    const ofCsv = await caseOf({ ...dataset('mail.csv'), 'datasets/mail.csv': csv });
    expect(ofCsv).toMatchObject({ expected: { amount: '42' }, isExpectedText: true });
    expect(ofCsv?.expected).not.toHaveProperty('note');
    const line = '{"inputs": {"message": "Hi"}, "expected": {"amount": "42"}}\n';
    const ofLines = await caseOf({ ...dataset('mail.jsonl'), 'datasets/mail.jsonl': line });
    expect(ofLines).not.toHaveProperty('isExpectedText');
  });
});

describe('checks of rows', () => {
  const files = (row: string) => ({
    ...prompt(''),
    'datasets/mail.yaml': `${head}kind: Dataset\nsource: {file: mail.jsonl}\n`,
    'datasets/mail.jsonl': `{"id": "hi", "inputs": {"message": "Hi"}}\n${row}\n`,
    'suites/mail.yaml': `${head}kind: Suite\ntargets: [reply]\ndataset: mail\nchecks: [{contains: Hi}]\n`,
  });
  const row = (checks: string) => `{"id": "ho", "inputs": {"message": "Ho"}, "checks": ${checks}}`;

  it('become checks of the case', async () => {
    const checks = '[{"cost_usd": {"max": 0.01}}, {"any_of": [{"equals": "Ho"}]}]';
    const library = await openLibrary(memoryTree(files(row(checks))));
    expect(library.problems).toEqual([]);
    const [first, second] = library.suites.get('mail')?.cases ?? [];
    expect(first).not.toHaveProperty('checks');
    expect(second?.checks).toMatchObject([
      { key: 'cost_usd', file: 'datasets/mail.jsonl', at: { line: 2 } },
      { key: 'any_of', members: [{ key: 'equals' }] },
    ]);
  });

  it.each([
    ['a misspelt key', '[{"contain": "Ho"}]', 'unknown-key'],
    ['a bad pattern', '[{"regex": "(("}]', 'regex-invalid'],
    [
      'a bad schema in a group',
      '[{"any_of": [{"json_schema": {"type": "objekt"}}]}]',
      'schema-invalid',
    ],
    ['a name of the suite', '[{"contains": "Ho"}]', 'check-duplicate'],
    ['an expectation it lacks', '[{"expected": ["a"]}]', 'expected-missing'],
  ])('report %s at the row', async (_, checks, code) => {
    expect(await problemsOf(files(row(checks)))).toEqual([`datasets/mail.jsonl:2:1 ${code}`]);
  });
});
