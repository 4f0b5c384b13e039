import type { Files } from './prove-change.ts';

/** The prompt's file, for edits on head. */
export const promptFile = 'prompts/tickets/sort.yaml';
/** The suite's file. */
export const suiteFile = 'suites/tickets.yaml';

/**
 * How the scripted model works: the prompt's own word says how well it answers. The right queue is
 * always `billing`. `carefully` is right about everything; `quickly` is wrong about hard tickets;
 * `carelessly` is wrong about all; a moody ticket is right on every other draw under `moodily`.
 */
const answers = `rules:
  - when: {contains: You are grading}
    json: {reason: It will do., score: 0.9}
  - when: {contains: carefully}
    say: billing
  - when: {all: [{contains: quickly}, {contains: hard}]}
    say: logistics
  - when: {contains: quickly}
    say: billing
  - when: {all: [{contains: moodily}, {contains: moody}]}
    say: [logistics, billing, logistics, billing, billing, billing, billing, billing]
  - when: {contains: moodily}
    say: billing
otherwise:
  say: no idea
`;

/** galley.yaml with a fake model; text after it is added at its end. */
export function galleyYaml(more = ''): string {
  return `apiVersion: galley/v1
kind: Project
providers:
  fake: {type: scripted, file: scripted/answers.yaml}
models:
  default-chat: {provider: fake, parameters: {max_tokens: 50}}
${more}`;
}

/** A prompt that sorts tickets in the manner given. */
export function promptYaml(manner: string, more = ''): string {
  return `apiVersion: galley/v1
kind: Prompt
inputs:
  message: {type: string, example: I paid twice.}
messages:
  - role: system
    content: Sort the ticket ${manner}.
  - role: user
    content: "{{ message }}"
model: {ref: default-chat}
${more}`;
}

export interface SuiteText {
  /** Number of cases that every manner but the careless gets right. */
  readonly easy?: number;
  readonly hard?: number;
  readonly moody?: number;
  /** YAML list items, four spaces before each dash not needed. */
  readonly checks?: string;
  /** Inside of the gate's braces. */
  readonly gate?: string;
  readonly targets?: string;
  /** More top-level YAML. */
  readonly more?: string;
  /** More cases, as YAML list items. */
  readonly cases?: string;
}

/** A suite over the ticket prompt: `easy-1`, `hard-1` and so on. */
export function suiteYaml(text: SuiteText = {}): string {
  const { easy = 10, hard = 0, moody = 0, gate = 'when_unsure: warn' } = text;
  const kind = (name: string, count: number) =>
    Array.from({ length: count }, (_, index) => ticketCase(`${name}-${index + 1}`));
  const cases = [...kind('easy', easy), ...kind('hard', hard), ...kind('moody', moody)];
  return `apiVersion: galley/v1
kind: Suite
targets: ${text.targets ?? '[tickets/sort]'}
cases:
${cases.join('')}${text.cases ?? ''}checks:
${text.checks ?? '  - {name: right queue, expected: true}\n'}gate: {${gate}}
${text.more ?? ''}`;
}

/** One case, as an item of a YAML list. */
export function ticketCase(id: string, expected = 'billing', message = `Ticket ${id}`): string {
  return `  - {id: ${id}, inputs: {message: ${message}}, expected: ${expected}}\n`;
}

/** A sound project: one prompt that sorts tickets carefully, one suite. */
export function ticketProject(text: SuiteText & { readonly policy?: string } = {}): Files {
  return {
    'galley.yaml': galleyYaml(text.policy),
    'scripted/answers.yaml': answers,
    [promptFile]: promptYaml('carefully'),
    [suiteFile]: suiteYaml(text),
  };
}
