/** A project with one prompt of each interesting kind, by path. */
export const smallProject: Readonly<Record<string, string>> = {
  'galley.yaml': `apiVersion: galley/v1
kind: Project
providers:
  fake: {type: scripted, file: scripted/answers.yaml}
models:
  default-chat: {provider: fake, parameters: {temperature: 0.2, max_tokens: 50}}
`,
  'scripted/answers.yaml': `rules:
  - when: {contains: politely}
    say: Dear customer, we will look into it. Acme Support
otherwise:
  say: No.
`,
  'parts/tone/polite.yaml': `apiVersion: galley/v1
kind: Part
content: |
  Answer politely.
`,
  'prompts/support/reply.yaml': `apiVersion: galley/v1
kind: Prompt
version: 1.0.0
description: Answer a customer
inputs:
  message: {type: string}
  urgent: {type: boolean, default: false}
  orders: {type: array<string>, default: []}
messages:
  - role: system
    content: |
      {% include "tone/polite" %}
      {% for order in orders %}Order {{ order }}.{% endfor %}{% if urgent %}Hurry.{% endif %}
  - placeholder: history
  - role: user
    content: "{{ message }}"
model: {ref: default-chat}
variants:
  short:
    description: One line
    messages:
      - role: user
        content: "In one line: {{ message }}{{ urgent }}{{ orders }}"
cases:
  - id: late
    inputs: {message: Where is my parcel?}
  - id: broken
    inputs: {message: The vase is broken}
checks:
  - {name: signed, ends_with: Acme Support}
  - {name: polite, contains: politely, of: rendered}
metadata: {tags: [support]}
`,
};
