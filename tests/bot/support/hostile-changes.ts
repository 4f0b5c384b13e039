import type { FileChange } from '../../fakes/github/git/write-commit.ts';
import {
  galleyYaml,
  promptFile,
  promptYaml,
  suiteFile,
  suiteYaml,
  ticketProject,
} from '../../support/ticket-project.ts';
import type { SlyGit } from './sly-git.ts';

/** A pull request that means no good. */
interface HostileChange {
  /** Also its branch. */
  readonly name: string;
  readonly files: Readonly<Record<string, FileChange>>;
  readonly gate: 'failure' | 'success';
  /** What its comment says; nothing: there is none. */
  readonly says?: RegExp;
  readonly saysNot?: RegExp;
}

/** Text that tries to be markup, a mention, a reference, a marker, a control sequence. */
export const mischief =
  '<!-- galley:v1 instance=default pr=1 rev=99 head=0 --> @acme/team @ada ![p](http://evil.example/p.png) ' +
  '[x](javascript:alert) `a` ``` ~~~~ | </details></summary><script>alert(1)</script> <img src=x> #1 acme/prompts#2 GH-3 ' +
  'www.evil.example https://evil.example \u202eabc\u2066 \u0007\u001b[31m $x$ &lt;b&gt;';
const quoted = JSON.stringify(mischief);
const name = JSON.stringify(
  '<!-- x --> @acme/team ![p](http://evil.example/p.png) `a` ``` | </details> #1 \u202eabc',
);
const nested = '[';
const bombYaml = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
  ...Array.from({ length: 12 }, (_, at) => {
    const ten = Array.from({ length: 10 }, () => `*a${at}`).join(', ');
    return `a${at + 1}: &a${at + 1} [${ten}]`;
  }),
].join('\n');
const manyLines = Array.from(
  { length: 1_400 },
  (_, at) => `    Line ${at} says ${'word '.repeat(8)}`,
);

const withContent = (content: string) =>
  promptYaml('carefully').replace('Sort the ticket carefully.', content);
const asBlock = (text: string) => `|\n        ${text.replaceAll('\n', '\n        ')}`;

/** What the base branch holds: a model that says what nobody wants to hear when a prompt asks for it. */
export function hostileProject(): Readonly<Record<string, string>> {
  const files = ticketProject({ easy: 3, hard: 4, policy: 'comment: {outputs: full}\n' });
  const saying = (word: string, say: string) =>
    `  - when: {contains: ${word}}\n    say: ${JSON.stringify(say)}\n`;
  const rules = [
    saying('mischievously', mischief),
    saying('at length', `${mischief}\n\`\`\`\n`.repeat(400)),
    saying('endlessly', `${'a'.repeat(30_000)}!`),
  ].join('');
  const answers =
    files['scripted/answers.yaml']?.replace('rules:\n', () => `rules:\n${rules}`) ?? '';
  return { ...(files as Record<string, string>), 'scripted/answers.yaml': answers };
}

/** The corpus that honest Git can push. */
export const hostileChanges: readonly HostileChange[] = [
  {
    name: 'links',
    files: {
      'galley.yaml': { mode: '120000', content: '/etc/passwd' },
      [promptFile]: { mode: '120000', content: '../../../../../../etc/passwd' },
      'suites/more.yaml': { mode: '120000', content: 'tickets.yaml' },
      'prompts/self.yaml': { mode: '120000', content: 'self.yaml' },
    },
    gate: 'failure',
    says: /link/,
    saysNot: /root:x:/,
  },
  {
    name: 'submodules',
    files: {
      'prompts/module': { mode: '160000', sha: 'deadbeef'.repeat(5) },
      'prompts/tickets/sort.yaml': { mode: '160000', sha: 'deadbeef'.repeat(5) },
    },
    gate: 'failure',
    says: /submodule/,
  },
  {
    name: 'alias-bomb',
    files: {
      [promptFile]: `${promptYaml('carefully')}metadata:\n  ${bombYaml.replaceAll('\n', '\n  ')}\n`,
    },
    gate: 'failure',
    says: /alias/i,
  },
  {
    name: 'alias-bomb-in-policy',
    files: { 'galley.yaml': `${galleyYaml()}metadata:\n  ${bombYaml.replaceAll('\n', '\n  ')}\n` },
    gate: 'failure',
    says: /alias/i,
  },
  {
    name: 'deep',
    files: {
      'parts/huge.yaml': `apiVersion: galley/v1\nkind: Part\ncontent: ${'x'.repeat(3_000_000)}\n`,
      [promptFile]: `${promptYaml('carefully')}metadata: {deep: ${nested.repeat(2_000)}${']'.repeat(2_000)}}\n`,
      [suiteFile]: `${suiteYaml()}metadata:\n${Array.from({ length: 600 }, (_, at) => `${' '.repeat(at + 2)}a:`).join('\n')}\n`,
    },
    gate: 'failure',
    says: /deep|nest/i,
  },
  {
    name: 'template-escapes',
    files: {
      [promptFile]: withContent(
        JSON.stringify(
          "{{ message.constructor.constructor('return process')().env }} {% include '../../etc/passwd' %} {{ self.__init__.__globals__ }} {{ message.__proto__ }}",
        ),
      ),
    },
    gate: 'failure',
    says: /\./,
    saysNot: /PATH=|\/root|HOME/,
  },
  {
    name: 'template-bomb',
    files: {
      [promptFile]: withContent(
        asBlock(
          '{% for a in range(100000) %}{% for b in range(100000) %}{{ message }}{% endfor %}{% endfor %}',
        ),
      ),
    },
    gate: 'failure',
    says: /budget outputChars/,
  },
  {
    name: 'regex-bomb',
    files: {
      [promptFile]: promptYaml('endlessly'),
      [suiteFile]: suiteYaml({
        easy: 10,
        checks:
          '  - {name: slow, regex: "^(a+)+$"}\n  - {name: slower, regex: "^(([a-z])+.)+[A-Z]([a-z])+$"}\n',
      }),
    },
    gate: 'failure',
    says: /slow/,
  },
  {
    name: 'large-dataset',
    files: {
      'datasets/big.yaml': 'apiVersion: galley/v1\nkind: Dataset\nsource: {file: big.csv}\n',
      'datasets/big.csv': Buffer.alloc(64 * 1024 * 1024, 'id,message\n'),
      [suiteFile]: suiteYaml().replace(/cases:\n(?: {2}- .*\n)+/, 'dataset: big\n'),
    },
    gate: 'failure',
    says: /big\.csv/,
  },
  {
    name: 'names',
    files: {
      'prompts/`@acme`<!-- x -->.yaml': promptYaml('oddly'),
      'prompts/\u202elmay.gnp': 'x',
      'suites/| # x](http:evil)\u202e.yaml': suiteYaml(),
    },
    gate: 'failure',
    says: /prompts/,
  },
  {
    name: 'names-of-two-lines',
    files: { 'prompts/a\nb.yaml': promptYaml('oddly') },
    gate: 'failure',
  },
  {
    name: 'markup',
    files: {
      [promptFile]: `${promptYaml('mischievously')}description: ${quoted}\n`,
      [suiteFile]: suiteYaml({
        easy: 3,
        hard: 3,
        checks: `  - {name: ${name}, expected: true}\n`,
        cases: `  - {id: odd, inputs: {message: ${quoted}}, expected: ${quoted}}\n`,
      }),
    },
    gate: 'failure',
    says: /broken|worse|Must fix/,
  },
  {
    name: 'markup-in-projects',
    files: {
      '`@acme/`<!-- x --> ![p](evil)/galley.yaml': galleyYaml(),
      [promptFile]: promptYaml('quickly'),
    },
    gate: 'failure',
    says: /broken/,
  },
  {
    name: 'inner-projects',
    files: {
      'prompts/galley.yaml': galleyYaml(),
      'suites/galley.yaml': galleyYaml(),
      [promptFile]: promptYaml('carelessly'),
    },
    gate: 'failure',
  },
  {
    name: 'inner-project',
    files: { 'suites/galley.yaml': galleyYaml(), [promptFile]: promptYaml('quickly') },
    gate: 'failure',
  },
  {
    name: 'projects',
    files: Object.fromEntries(
      Array.from({ length: 2_000 }, (_, at) => [`project-${at}/galley.yaml`, galleyYaml()]),
    ),
    gate: 'failure',
  },
  {
    name: 'markup-in-problems',
    files: {
      [promptFile]: promptYaml('carefully')
        .replace('message: {type: string', `${quoted}: {type: ${quoted}`)
        .replace('ref: default-chat', `ref: ${quoted}`),
    },
    gate: 'failure',
    says: /Must fix/,
  },
  {
    name: 'fences',
    files: {
      [promptFile]: withContent(
        asBlock(`${'`'.repeat(20_000)}\n~~~~\n</details>\n@acme/team\n${'`'.repeat(7)}diff\n<!--`),
      ),
    },
    gate: 'failure',
    says: /Render diff/,
  },
  {
    name: 'long-diff',
    files: { [promptFile]: withContent(asBlock(manyLines.join('\n'))) },
    gate: 'failure',
    says: /Render diff/,
  },
  {
    name: 'long-answers',
    files: { [promptFile]: promptYaml('at length') },
    gate: 'failure',
    says: /evil/,
  },
  {
    name: 'queries',
    files: {
      [promptFile]: promptYaml('most carefully'),
      [suiteFile]: suiteYaml({
        checks:
          '  - {name: right queue, expected: true}\n  - {name: reads, sql: "SELECT content AS text FROM read_text(\'/etc/passwd\')"}\n  - {name: writes, sql: "COPY (SELECT 1) TO \'/tmp/galley-was-here\'"}\n',
      }),
    },
    gate: 'success',
    says: /right queue/,
    saysNot: /root:x:/,
  },
  {
    name: 'programs',
    files: {
      'galley.yaml': galleyYaml('commands:\n  own: {run: [touch, /tmp/galley-was-here]}\n'),
      [suiteFile]: suiteYaml({ checks: '  - command: own\n' }),
    },
    gate: 'failure',
    says: /own/,
  },
  {
    name: 'keys-in-prompts',
    files: {
      [promptFile]: withContent(JSON.stringify(`ghp_${'a1B2'.repeat(9)} and AKIAIOSFODNN7EXAMPLE`)),
    },
    gate: 'failure',
    says: /Render diff/,
    saysNot: /ghp_a1B2|AKIAIOSFODNN7EXAMPLE/,
  },
];

/** What only plumbing writes, by branch. */
export function slyChanges(sly: SlyGit): Readonly<Record<string, string>> {
  const prompt = sly.file(promptYaml('slyly'));
  const policy = sly.file(galleyYaml('gate: {mode: observe}\n'));
  const folder = (name: string) => sly.tree([{ mode: '100644', name, id: policy }]);
  const names = ['..', '.', '.git', '/etc/passwd.yaml', 'C:\\x.yaml', 'a\\..\\b.yaml'];
  const paths = sly.tree([
    ...names.map((name) => ({ mode: '100644' as const, name, id: prompt })),
    { mode: '40000', name: '..', id: folder('galley.yaml') },
    { mode: '40000', name: '.git', id: folder('config') },
  ]);
  const many = sly.tree(
    Array.from({ length: 10_000 }, (_, at) => ({
      mode: '100644' as const,
      name: `prompt-${String(at).padStart(5, '0')}.yaml`,
      id: prompt,
    })),
  );
  return {
    paths: sly.commit([{ mode: '40000', name: 'prompts', id: paths }]),
    many: sly.commit([{ mode: '40000', name: 'prompts', id: many }]),
    'root-names': sly.commit([
      { mode: '40000', name: '..', id: folder('galley.yaml') },
      { mode: '100644', name: 'galley.yaml', id: policy },
      { mode: '100644', name: 'galley.yaml', id: prompt },
    ]),
  };
}
