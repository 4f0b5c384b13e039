import { editorSchema } from './editor-schema.ts';

/** A file that `galley init` offers: path relative to its root with forward slashes, and its text. */
export interface StarterFile {
  readonly path: string;
  /** `repository`: at the root of the Git repository when there is one, because GitHub reads it there. */
  readonly root: 'project' | 'repository';
  readonly text: string;
}

/** What git should not see in a project. */
export const ignoredPaths = ['.galley/', '.env'] as const;

/** Everything `galley init` writes, in order. */
export function starterFiles(): StarterFile[] {
  return [
    { path: 'galley.yaml', root: 'project', text: projectText },
    { path: 'prompts/support/reply.yaml', root: 'project', text: promptText },
    { path: 'scripted/answers.yaml', root: 'project', text: scriptText },
    { path: '.gitignore', root: 'project', text: gitIgnoreText },
    { path: '.vscode/settings.json', root: 'project', text: editorSettingsText },
    {
      path: '.vscode/galley.schema.json',
      root: 'project',
      text: `${JSON.stringify(editorSchema())}\n`,
    },
    { path: '.github/workflows/galley.yml', root: 'repository', text: workflowText },
  ];
}

const projectText = `apiVersion: galley/v1
kind: Project

providers:
  # A stand-in that answers by rules: free, and no key is needed. To ask a real model, add
  #   openai: {type: openai, key: {secret: OPENAI_API_KEY}}
  # and point the alias below at it: {provider: openai, name: <the vendor's name of the model>}.
  scripted:
    type: scripted
    file: scripted/answers.yaml

models:
  default-chat:
    provider: scripted
    parameters:
      temperature: 0.2
      max_tokens: 300

budgets:
  run_usd: 1
  mode: strict
`;

const promptText = `apiVersion: galley/v1
kind: Prompt
version: 1.0.0
description: Answer a customer of the shop

inputs:
  message:
    type: string
    description: What the customer wrote
    example: Where is my parcel?
  brand:
    type: string
    default: Acme

messages:
  - role: system
    content: |
      You answer customers of {{ brand }} in at most three sentences.
      Be friendly, and promise nothing that you cannot know.
      Sign as {{ brand }} Support.
  - role: user
    content: "{{ message }}"

model:
  ref: default-chat

cases:
  - id: late-parcel
    inputs:
      message: Where is my parcel?
  - id: refund
    inputs:
      message: I want my money back.
  - id: other-brand
    inputs:
      message: Do you ship to Norway?
      brand: Nordlicht

checks:
  - name: signed
    ends_with: Support
  - name: short
    length:
      max: 300
  - name: no promises
    regex: '(?i)\\b(tomorrow|guarantee)\\b'
    not: true
  - name: names the task
    contains: You answer customers
    of: rendered.system
`;

const scriptText = `# Rules of the stand-in model: the first one that matches answers. They look at the prompt as it is sent,
# so an edit to the prompt changes the answers. Try removing "promise nothing" from the prompt.
rules:
  - when:
      all:
        - regex: '(?i)\\bparcel\\b'
          of: last_user
        - contains: promise nothing
          of: system
    say: |-
      I am sorry that your parcel is late. I have asked our carrier and write to you as soon as I know more.
      Acme Support
    latency_ms: 120
  - when:
      regex: '(?i)\\bparcel\\b'
      of: last_user
    say: |-
      Your parcel arrives tomorrow, I guarantee it!
      Acme Support
    latency_ms: 120
  - when:
      regex: '(?i)\\bmoney back\\b'
      of: last_user
    say: |-
      I am sorry that it did not suit you. Send it back within 30 days and we return your money.
      Acme Support
    latency_ms: 140
otherwise:
  say: |-
    Thank you for writing. A colleague reads your message today and answers you.
    Customer Support
  latency_ms: 90
`;

const gitIgnoreText = `# Galley: answers, run records and keys stay on this machine
${ignoredPaths.join('\n')}
`;

const editorSettingsText = `${JSON.stringify(
  {
    'yaml.schemas': {
      './.vscode/galley.schema.json': [
        '/galley.yaml',
        '/prompts/**/*.{yaml,yml}',
        '/parts/**/*.{yaml,yml}',
        '/datasets/**/*.{yaml,yml}',
        '/suites/**/*.{yaml,yml}',
      ],
    },
  },
  undefined,
  2,
)}\n`;

const workflowText = `# Proofs every pull request: validates, renders and evaluates what changed against its base.
name: galley
on: pull_request
permissions:
  contents: read
jobs:
  proof:
    runs-on: ubuntu-latest
    env:
      BASE: origin/\${{ github.base_ref }}
    steps:
      - uses: actions/checkout@v5
        with:
          ref: \${{ github.event.pull_request.head.sha }}
          fetch-depth: 0
          persist-credentials: false
      - uses: actions/setup-node@v5
        with:
          node-version: 24
      # A pull request can edit recorded answers: only those count that base has or a trusted key signed.
      # Galley is the version that this repository's own package-lock.json pins; nothing else is fetched.
      - run: npm ci --ignore-scripts
      - name: Annotate the changed lines
        run: npx --no-install galley proof --base "$BASE" --head HEAD --recordings verified --format github
      - name: Summarize
        if: always()
        run: npx --no-install galley proof --base "$BASE" --head HEAD --recordings verified --format markdown >> "$GITHUB_STEP_SUMMARY"
`;
