import { expect, it } from 'vitest';
import { createBudget } from '../ledger/budget.ts';
import type { Prompt, PromptBody, Sound } from '../library/nodes.ts';
import { createModelDesk } from '../models/create-model-desk.ts';
import {
  constantRandom,
  projectOf,
  secretsOf,
  supportPricing,
} from '../models/testing/desk-fixtures.ts';
import { createSteeredClock } from '../models/testing/steered-clock.ts';
import {
  completes,
  startVendorServer,
  type VendorServer,
} from '../models/testing/vendor-server.ts';
import { runPrompt } from './run-prompt.ts';

const file = 'prompts/support/refund.yaml';

function refundPrompt(output: PromptBody['output']): Sound<Prompt> {
  const prompt: Prompt = {
    kind: 'prompt',
    id: 'support/refund',
    file,
    version: undefined,
    description: undefined,
    metadata: {},
    hash: '0',
    closureHash: '0',
    reaches: [],
    inputs: new Map([['message', { type: 'string', isRequired: true }]]),
    body: {
      messages: [
        {
          role: 'user',
          text: {
            source: 'Refund? {{ message }}',
            dialect: 'jinja2',
            file,
            start: { line: 5, column: 12 },
            mapping: { kind: 'lines', indent: 12 },
          },
        },
      ],
      model: { ref: 'chat', parameters: { max_tokens: 50, temperature: 0.2 } },
      output,
    },
    variants: new Map(),
    tools: [{ name: 'lookup_order' }],
  };
  return prompt as Sound<Prompt>;
}

async function runAt(server: VendorServer, output: PromptBody['output']) {
  const project = projectOf({
    providers: [
      { name: 'house', type: 'openai-compatible', baseUrl: server.baseUrl, allowPrivate: true },
    ],
    models: [{ alias: 'chat', provider: 'house', name: 'small', pricing: supportPricing }],
  });
  const spend = createBudget({ capNanoUsd: 2_000_000_000, mode: 'strict' });
  const desk = createModelDesk({
    project,
    scriptedFiles: new Map(),
    mode: 'live',
    secrets: secretsOf(),
    clock: createSteeredClock(),
    random: constantRandom(),
    spend,
    emit: () => undefined,
    allowPrivateHosts: true,
  });
  const run = await runPrompt(refundPrompt(output), {
    library: { parts: new Map(), project },
    desk,
    inputs: { message: 'My kettle is broken.' },
    parameters: [{ temperature: 0.7 }],
    signal: new AbortController().signal,
  });
  return { run, spend };
}

it('sends what it rendered and gives back the parsed answer with its cost', async () => {
  await using server = await startVendorServer(completes({ text: '{"decision":"refund"}' }));
  const { run, spend } = await runAt(server, { format: 'json' });
  expect(server.received[0]?.body).toMatchObject({
    model: 'small',
    messages: [{ role: 'user', content: 'Refund? My kettle is broken.' }],
    temperature: 0.7,
    max_tokens: 50,
    tools: [{ type: 'function', function: { name: 'lookup_order' } }],
    response_format: { type: 'json_object' },
  });
  expect(run).toMatchObject({
    alias: 'chat',
    asked: { kind: 'answered', source: 'called', costNanoUsd: 165_000 },
    parsed: { output: { decision: 'refund' }, isText: false },
  });
  expect(spend.state()).toMatchObject({ spentNanoUsd: 165_000, reservedNanoUsd: 0 });
});

it('keeps an answer that is not the JSON asked for as text, with the reason', async () => {
  await using server = await startVendorServer(completes({ text: 'Of course!' }));
  const { run } = await runAt(server, { format: 'json' });
  expect(run.parsed).toMatchObject({ output: 'Of course!', jsonFault: 'is not valid JSON' });
});
