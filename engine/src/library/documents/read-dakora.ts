import type { FileReading } from './file-reading.ts';
import type { ParsedPart, ParsedPrompt } from './parsed-file.ts';
import { readHead, type WrittenDocument } from './read-head.ts';
import { readInputs } from './read-inputs.ts';
import { readText } from './read-text.ts';

/** A bare Dakora prompt: its template is one user message in dialect `dakora`. */
export function readDakoraPrompt(
  reading: FileReading,
  written: WrittenDocument,
  id: string,
): ParsedPrompt {
  const content = readText(reading, written.template, ['template'], 'dakora');
  return {
    ...readHead(reading, written, 'prompt', id),
    isDakora: true,
    ...readInputs(reading, written.inputs, true),
    body: {
      messages: [{ role: 'user', content }],
      model: { parameters: {} },
      modelAt: undefined,
      output: { format: 'text' },
    },
    variants: new Map(),
    tools: [],
    suite: undefined,
  };
}

/** A bare Dakora part, included as `category/part_id`. */
export function readDakoraPart(
  reading: FileReading,
  written: WrittenDocument,
  id: string,
): ParsedPart {
  return {
    ...readHead(reading, written, 'part', id),
    isDakora: true,
    inputs: undefined,
    inputsAt: new Map(),
    content: readText(reading, written.content, ['content'], 'dakora'),
  };
}
