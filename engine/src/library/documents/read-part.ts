import type { FileReading } from './file-reading.ts';
import type { ParsedPart } from './parsed-file.ts';
import { readHead, type WrittenDocument } from './read-head.ts';
import { readInputs } from './read-inputs.ts';
import { readText } from './read-text.ts';

/** A part that fits its schema. */
export function readPart(reading: FileReading, written: WrittenDocument, id: string): ParsedPart {
  const { inputs, inputsAt } = readInputs(reading, written.inputs);
  const dialect = written.dialect === 'dakora' ? 'dakora' : 'jinja2';
  return {
    ...readHead(reading, written, 'part', id),
    isDakora: false,
    inputs: written.inputs === undefined ? undefined : inputs,
    inputsAt,
    content: readText(reading, written.content, ['content'], dialect),
  };
}
