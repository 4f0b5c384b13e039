/** A small project without any fault, that every planted mistake is put into. */
export const soundProject: Readonly<Record<string, string>> = {
  'galley.yaml': `apiVersion: galley/v1
kind: Project
providers:
  desk: {type: scripted, file: scripted/desk.yaml}
models:
  default-chat: {provider: desk}
  judge: {provider: desk}
`,
  'scripted/desk.yaml': `rules:
  - when: {icontains: refund}
    say: You get your money back.
otherwise: {say: I do not know.}
`,
  'prompts/support/refund.yaml': `apiVersion: galley/v1
kind: Prompt
version: 1.0.0
inputs:
  message: {type: string}
  brand: {type: string, default: Acme}
messages:
  - role: system
    content: |
      {% include "tone/formal" %}
      You answer for {{ brand }}.
  - role: user
    content: "{{ message }}"
model: {ref: default-chat}
variants:
  terse:
    content: "{{ message }} {{ brand }}"
`,
  'parts/tone/formal.yaml': `apiVersion: galley/v1
kind: Part
content: |
  Write formally, for {{ brand }}.
`,
  'datasets/refunds.yaml': `apiVersion: galley/v1
kind: Dataset
source: {file: refunds.csv}
`,
  'datasets/refunds.csv': `id,message,expected.decision
late,Too late?,decline
broken,It is broken,refund
`,
  'suites/refunds.yaml': `apiVersion: galley/v1
kind: Suite
targets: [support/refund, support/refund+terse]
dataset: refunds
checks:
  - expected: [decision]
  - judge: The reply is polite.
    weight: 0.5
`,
};
