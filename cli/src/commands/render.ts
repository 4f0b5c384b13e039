import type { ChatMessage } from '@galley/engine/library';
import { renderPrompt } from '@galley/engine/run';
import { plainText } from '@galley/engine/units';
import { addCommonOptions } from '../options/common-options.ts';
import { addPromptOptions, type PromptOptions } from '../options/prompt-options.ts';
import type { Colors } from '../output/colors.ts';
import { commandAction, type Session } from '../session.ts';
import { type OpenedPrompt, openPrompt } from '../workspace/open-prompt.ts';
import { readHistory } from '../workspace/read-history.ts';
import { readInputs } from '../workspace/read-inputs.ts';
import type { CommandModule } from './contract.ts';

/** `galley render`: the messages of a prompt; never touches the network. */
export const renderCommand: CommandModule = {
  configure(command, door, finish) {
    addPromptOptions(command);
    addCommonOptions(
      command,
      ['text', 'json', 'openai'],
      'refuse a prompt that has or reaches a warning',
    ).addHelpText(
      'after',
      `
--format openai prints the body of a chat-completions request, with the model
and its parameters.

Examples:
  galley render support/reply --input message="Where is my parcel?"
  galley render support/reply+short --inputs case.yaml --at main
  galley render support/reply --inputs case.json --messages history=talk.json
  galley render support/reply --input message=Hello --format openai`,
    );
    commandAction(command, door, finish, render);
  },
};

async function render(
  session: Session<PromptOptions>,
  operands: readonly string[],
): Promise<number> {
  const opened = await openPrompt(session, operands[0] ?? '');
  const messages = await renderOpened(session, opened);
  const { format } = session.options;
  if (format === 'text') session.out.write(formatMessages(messages, session.colors));
  else if (format === 'json') session.out.write(asJson({ target: opened.target, messages }));
  else {
    const { openAiRequest } = await import('../workspace/openai-request.ts');
    session.out.write(asJson(openAiRequest(opened, messages)));
  }
  return 0;
}

/** The messages of an opened prompt for the inputs and history that the options give. */
export async function renderOpened(
  { door, options }: Session<PromptOptions>,
  { library, prompt, variant }: OpenedPrompt,
): Promise<readonly ChatMessage[]> {
  const history = await readHistory(door, options.messages);
  return renderPrompt(library, prompt, {
    inputs: await readInputs(door, options, prompt.inputs),
    ...(variant === undefined ? {} : { variant }),
    ...(history === undefined ? {} : { history }),
  }).messages;
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function formatMessages(messages: readonly ChatMessage[], colors: Colors): string {
  return messages
    .map(({ role, content }) => `${colors.cyan(`[${role}]`)}\n${plainText(content).trimEnd()}\n`)
    .join('\n');
}
