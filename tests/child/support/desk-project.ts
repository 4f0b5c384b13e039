import { memoryTree } from '../../../engine/src/library/testing/memory-tree.ts';
import type { SourceTree } from '../../../engine/src/ports/source-tree.ts';

const files = {
  'galley.yaml': `apiVersion: galley/v1
kind: Project
providers:
  fake: {type: scripted, file: scripted/answers.yaml}
models:
  default-chat: {provider: fake, parameters: {max_tokens: 50}}
`,
  'scripted/answers.yaml': 'rules: []\notherwise: {say: refund}\n',
  'parts/tone/formal.yaml': `apiVersion: galley/v1
kind: Part
content: Write formally, for {{ brand }}.
`,
  'prompts/support/refund.yaml': `apiVersion: galley/v1
kind: Prompt
inputs:
  message: {type: string, pattern: '^[A-Z]'}
  brand: {type: string, default: Acme}
messages:
  - role: system
    content: |
      {% include "tone/formal" %}
  - placeholder: history
  - role: user
    content: "{{ message }}"
model: {ref: default-chat}
output: {format: json, schema: {type: object, required: [decision]}}
variants:
  terse: {messages: [{role: user, content: 'Refund? {{ message }}'}]}
metadata: {tags: [support]}
`,
  'datasets/refunds.yaml': `apiVersion: galley/v1
kind: Dataset
source: {file: refunds.csv, columns: {inputs: {message: Customer text}, expected: {decision: Right}}}
`,
  'datasets/refunds.csv': 'Customer text,Right\n"Refund, please",refund\nNo way,decline\n',
  'suites/refunds.yaml': `apiVersion: galley/v1
kind: Suite
targets: [support/refund, support/refund+terse]
dataset: refunds
checks:
  - expected: [decision]
  - {name: polite, regex: '(?i)acme', of: rendered}
`,
};

/** A small sound project in memory; `more` adds files or replaces them. */
export function deskProject(more: Readonly<Record<string, string | Uint8Array>> = {}): SourceTree {
  return memoryTree({ ...files, ...more });
}
