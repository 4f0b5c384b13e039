/**
 * A larger project without any fault: every kind of document, content files, variants, Dakora files,
 * data in three formats and a glob of `Project.paths`.
 */
export const deskProject: Readonly<Record<string, string>> = {
  'galley.yaml': `apiVersion: galley/v1
kind: Project
name: Acme
providers:
  desk: {type: scripted, file: scripted/desk.yaml}
  openai:
    type: openai
    key: {secret: OPENAI_API_KEY}
    limits: {concurrency: 4, timeout_s: 30}
  house: {type: openai-compatible, base_url: "http://127.0.0.1:11434/v1", allow_private: true}
models:
  default-chat:
    provider: desk
    parameters:
      temperature: 0.2
      max_tokens: 300
  cheap-chat: {provider: house, name: llama-small}
  judge:
    provider: openai
    name: gpt-5.6
    pricing:
      input_per_1m_usd: 2.5
      output_per_1m_usd: 10
      as_of: 2026-11-01
paths:
  prompts: ["src/**/prompts/*.yaml"]
budgets: {run_usd: 2, mode: strict}
gate:
  validate: error
  evaluate: regression
  cost_increase: {max_pct: 20, mode: warn}
cache: {max_age: 30d}
`,
  'scripted/desk.yaml': `rules:
  - when: {icontains: refund}
    say: [You get your money back., Refund granted.]
    latency_ms: 20
  - when:
      all:
        - contains: broken
        - any:
            - {regex: 'glass|cup', of: last_user}
            - {contains: vase, of: system}
    json: {decision: refund}
otherwise:
  say: I do not know.
`,
  'prompts/support/refund.yaml': `apiVersion: galley/v1
kind: Prompt
version: 1.2.0
description: Decide on a refund
inputs:
  message:
    type: string
    example: I want my money back.
  brand: {type: string, default: Acme}
  channel: {type: string, enum: [email, chat], default: email}
  amount:
    type: number
    min: 0
    max: 1000
    default: 10
  urgent: {type: boolean, default: false}
  items: {type: array<object>, default: []}
  labels: {type: array<string>, default: [new]}
  order: {type: object, default: {id: A1}}
messages:
  - role: system
    content: |
      {% include "tone/formal" %}
      You decide for {{ brand }} by {{ channel }}, up to {{ amount }}.
      {% for item in items %}- {{ item.name }}
      {% endfor %}
      {% if urgent %}Hurry: {{ labels | join(", ") }}{% endif %}
  - placeholder: history
  - role: user
    content: "{{ message }} ({{ order.id }})"
model:
  ref: default-chat
  parameters: {temperature: 0.2, max_tokens: 400}
output:
  format: json
  schema:
    type: object
    required: [decision]
    properties:
      decision: {enum: [refund, decline]}
      reply:
        type: string
tools:
  - name: lookup_order
    description: Find an order
    parameters:
      type: object
      properties: {id: {type: string}}
variants:
  terse:
    description: Shorter
    messages:
      - role: system
        content: {file: terse.md}
      - role: user
        content: >-
          Short answer for {{ brand }} {{ channel }} {{ amount }}
          {{ items | length }} {{ urgent }} {{ labels }} {{ order.id }}

          {{ message }}
  small:
    model: {ref: cheap-chat}
cases:
  - id: late
    inputs: {message: Too late?}
    expected: {decision: decline}
    tags: [edge]
  - id: broken
    inputs:
      message: It broke
      amount: 12
      labels:
        - glass
    expected:
      decision: refund
    history:
      - role: user
        content: Hello
checks:
  - {name: names the brand, contains: Acme, of: rendered}
  - expected: [decision]
  - name: polite
    judge: The reply to \${{ case.inputs.message }} is polite.
    of: output.reply
    min: 0.8
    weight: 0.5
metadata: {tags: [support], owners: ["@acme/support"]}
`,
  'prompts/support/terse.md': `Be brief.
{% include 'tone/base' %}
Thanks.
`,
  'prompts/plain.yml': `apiVersion: galley/v1
kind: Prompt
inputs:
  name: {type: string}
content: Hello {{ name }}
model: {ref: default-chat}
`,
  'prompts/old.yaml': `id: old
version: 1.0.0
description: From Dakora
template: |
  Hello {{ name | default("you") }}
  {{ items | yaml }}
inputs:
  name:
    type: string
    required: false
    default: you
  items: {type: object, required: true}
metadata: {team: x}
`,
  'src/shop/prompts/buy.yaml': `apiVersion: galley/v1
kind: Prompt
inputs:
  product: {type: string}
messages:
  - role: user
    content: 'It''s {{ product }} {% include "tone/base" %}'
model: {ref: default-chat}
`,
  'parts/tone/formal.yaml': `apiVersion: galley/v1
kind: Part
inputs: {brand: {type: string}}
content: |
  Write formally, for {{ brand }}.
  {% include "tone/base" %}
`,
  'parts/tone/base.yaml': `apiVersion: galley/v1
kind: Part
content: {file: base.md}
`,
  'parts/tone/base.md': `Be kind.
`,
  'datasets/refunds.yaml': `apiVersion: galley/v1
kind: Dataset
source:
  file: refunds.csv
  columns:
    id: Ticket ID
    inputs: {message: Customer text}
    expected: {decision: Right decision}
`,
  'datasets/refunds.csv': `Ticket ID,Customer text,Right decision
t1,Too late?,decline
t2,"It is broken, really",refund
`,
  'datasets/lines.yaml': `apiVersion: galley/v1
kind: Dataset
source: {file: lines.jsonl}
`,
  'datasets/lines.jsonl': `{"id": "a", "inputs": {"message": "Late?"}, "expected": {"decision": "decline"}}
{"id": "b", "inputs": {"message": "Broken", "amount": 3}, "expected": {"decision": "refund"}}
`,
  'datasets/array.yaml': `apiVersion: galley/v1
kind: Dataset
source: {file: array.json, format: json}
`,
  'datasets/array.json': `[
  {"id": "a", "inputs": {"message": "Late?"}, "expected": {"decision": "decline"}},
  {"id": "b", "inputs": {"message": "Broken"}, "expected": {"decision": "refund"}}
]
`,
  'datasets/inline.yaml': `apiVersion: galley/v1
kind: Dataset
cases:
  - id: one
    inputs: {message: Late?}
    expected: {decision: decline}
`,
  'suites/refunds.yaml': `apiVersion: galley/v1
kind: Suite
targets: [support/refund, support/refund+terse]
models: [default-chat, cheap-chat]
dataset: refunds
repeats: 3
pass_at_least: 2
checks:
  - expected: [decision]
  - {name: no promises, regex: '\\b(tomorrow|by Monday)\\b', of: output.reply, not: true}
  - name: shape
    json_schema:
      type: object
      properties:
        decision: {type: string}
  - {length: {min: 1, max: 2000}, of: text}
  - latency_ms: {max: 9000}
  - cost_usd: {max: 0.05}
gate:
  pass_rate: {min: 0.9, max_drop: 0.05}
  when_unsure: warn
  cost_per_run_usd: {max: 0.50}
`,
  'suites/lines.yaml': `apiVersion: galley/v1
kind: Suite
targets: [support/refund]
dataset: lines
checks:
  - equals: \${{ case.expected.decision }}
    of: output.decision
`,
  'suites/array.yaml': `apiVersion: galley/v1
kind: Suite
targets: [support/refund]
dataset: array
checks:
  - icontains: "a \${{ case.inputs.message }} b"
  - starts_with: A
  - ends_with: B
    hard: true
`,
  'suites/inline.yaml': `apiVersion: galley/v1
kind: Suite
targets: [support/refund]
dataset: inline
cases:
  - id: two
    inputs: {message: Broken}
    expected: {decision: refund}
checks:
  - expected: [decision]
`,
};
