import type { Files } from '../workbench.ts';

interface LibraryOptions {
  /** Documents in all: one project, one part in twenty, the rest prompts. */
  readonly documents: number;
  /** Lines of `providers:`, indented; it has a provider `vendor`. */
  readonly provider?: string;
}

const scripted = '  vendor:\n    type: scripted\n    echo: true\n';
const promptsPerTeam = 20;
const topics = ['a jacket', 'a desk lamp', 'a kettle', 'a pair of boots', 'a gift card'] as const;

/** A repository of prompts as long and as rich as the example of the manual; equal calls give equal files. */
export function promptLibrary({ documents, provider = scripted }: LibraryOptions): Files {
  const parts = Math.floor(documents / promptsPerTeam);
  const prompts = documents - parts - 1;
  const files = new Map([['galley.yaml', projectText(provider)]]);
  for (let index = 0; index < parts; index += 1) {
    files.set(`parts/${partId(index)}.yaml`, partText(index));
  }
  for (let index = 0; index < prompts; index += 1) {
    files.set(`prompts/${promptId(index)}.yaml`, promptText(index, parts));
  }
  files.set('.gitignore', '.galley/\n');
  return files;
}

/** Id of the prompt with this number, from 0. */
export function promptId(index: number): string {
  const team = Math.floor(index / promptsPerTeam);
  return `team-${String(team).padStart(3, '0')}/refund-${String(index).padStart(5, '0')}`;
}

function partId(index: number): string {
  return `tone/formal-${String(index).padStart(3, '0')}`;
}

function partText(index: number): string {
  return `apiVersion: galley/v1
kind: Part
description: The voice of house ${index}
inputs:
  brand:
    type: string
content: |
  Write formally, for {{ brand }}. Address the customer with the polite form, keep sentences short,
  and never promise a date. House rule ${index} applies.
`;
}

function promptText(index: number, parts: number): string {
  const topic = topics[index % topics.length];
  const days = 7 + (index % 60);
  return `apiVersion: galley/v1
kind: Prompt
version: 1.${index % 10}.0
description: Decide on a refund for ${topic} and answer the customer
inputs:
  message:
    type: string
    example: I want my money back for ${topic}.
  brand:
    type: string
    default: Acme
  channel:
    type: string
    enum: [email, chat, phone]
    default: email
  items:
    type: array<object>
    default: []
messages:
  - role: system
    content: |
      {% include "${partId(index % parts)}" %}
      You decide on refunds for {{ brand }}. The customer wrote by {{ channel }}.
      Refunds are possible within ${days} days of delivery.
      {% for item in items %}- {{ item.name }}: {{ item.price }}
      {% endfor %}
  - placeholder: history
  - role: user
    content: "{{ message }}"
model:
  ref: default-chat
  parameters:
    temperature: 0.2
    max_tokens: 400
output:
  format: json
  schema:
    type: object
    required: [decision, reply]
    properties:
      decision:
        enum: [refund, decline, escalate]
      reply:
        type: string
tools:
  - name: lookup_order
    description: Find an order by its number
    parameters:
      type: object
      properties:
        id:
          type: string
variants:
  terse:
    description: Shorter
    messages:
      - role: user
        content: "Refund or not, for {{ brand }}, in one word? {{ message }}"
cases:
  - id: within-time
    inputs:
      message: "Refund please, bought ${topic} last week"
    expected:
      decision: refund
  - id: long-ago
    inputs:
      message: "Refund please, bought ${topic} ${index + 2} years ago"
      channel: chat
    expected:
      decision: decline
checks:
  - name: names the brand
    contains: Acme
    of: rendered
  - expected: [decision]
  - judge: The reply is polite.
    of: output.reply
    min: 0.8
metadata:
  tags: [support]
  owners: ["@acme/support"]
`;
}

function projectText(provider: string): string {
  return `apiVersion: galley/v1
kind: Project
providers:
${provider}models:
  default-chat:
    provider: vendor
    name: chat-small
    parameters:
      max_tokens: 400
    pricing:
      input_per_1m_usd: 0.15
      output_per_1m_usd: 0.6
      as_of: 2026-11-01
      source: rates of the loopback server
  judge:
    provider: vendor
    name: chat-large
    parameters:
      max_tokens: 300
    pricing:
      input_per_1m_usd: 2.5
      output_per_1m_usd: 10
      as_of: 2026-11-01
      source: rates of the loopback server
budgets:
  run_usd: 20
  mode: strict
`;
}
