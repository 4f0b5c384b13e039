import type { JsonValue, ModelParameters, Role, TemplateText, Tool } from '../nodes.ts';
import type { YamlPath } from '../yaml/yaml-file.ts';
import { checkJsonSchema } from './check-json-schema.ts';
import type { FileReading } from './file-reading.ts';
import type { ParsedBody, ParsedMessage, ParsedPrompt } from './parsed-file.ts';
import { readHead, type WrittenDocument } from './read-head.ts';
import { readInputs } from './read-inputs.ts';
import { readInlineSuite } from './read-suite.ts';
import { readText } from './read-text.ts';

type Dialect = TemplateText['dialect'];

/** A prompt that fits its schema. */
export function readPrompt(
  reading: FileReading,
  written: WrittenDocument,
  id: string,
): ParsedPrompt {
  const dialect: Dialect = written.dialect === 'dakora' ? 'dakora' : 'jinja2';
  // Inline cases and checks are a suite of their own and count there.
  const { cases: _cases, checks: _checks, ...content } = written;
  const head = readHead(reading, content, 'prompt', id);
  const own: ParsedBody = {
    messages: readMessages(reading, written, [], dialect) ?? [],
    ...readModel(reading, written.model, []),
    output: readOutput(reading, written.output, []),
  };
  return {
    ...head,
    isDakora: false,
    ...readInputs(reading, written.inputs),
    body: own,
    variants: readVariants(reading, written.variants, own, dialect),
    tools: readTools(reading, written.tools),
    suite: written.cases === undefined ? undefined : readInlineSuite(reading, written, head),
  };
}

function readMessages(
  reading: FileReading,
  written: WrittenDocument,
  path: YamlPath,
  dialect: Dialect,
): ParsedMessage[] | undefined {
  if (written.content !== undefined) {
    const content = readText(reading, written.content, [...path, 'content'], dialect);
    return [{ role: 'user', content }];
  }
  if (!Array.isArray(written.messages)) return undefined;
  return (written.messages as Record<string, JsonValue>[]).map((message, index) => {
    if (message.placeholder !== undefined) return { placeholder: 'history' };
    const at = [...path, 'messages', index, 'content'];
    return { role: message.role as Role, content: readText(reading, message.content, at, dialect) };
  });
}

function readModel(
  reading: FileReading,
  value: JsonValue | undefined,
  path: YamlPath,
): Pick<ParsedBody, 'model' | 'modelAt'> {
  const { ref, parameters } = (value ?? {}) as Record<string, JsonValue>;
  const read = (parameters ?? {}) as ModelParameters;
  if (typeof ref !== 'string') return { model: { parameters: read }, modelAt: undefined };
  const modelAt = reading.yaml.valueAt([...path, 'model', 'ref']);
  return { model: { ref, parameters: read }, modelAt };
}

function readOutput(
  reading: FileReading,
  value: JsonValue | undefined,
  path: YamlPath,
): ParsedBody['output'] {
  const { format, schema } = (value ?? {}) as Record<string, JsonValue>;
  if (schema === undefined) return { format: format === 'json' ? 'json' : 'text' };
  checkJsonSchema(reading, schema, [...path, 'output', 'schema']);
  return { format: format === 'json' ? 'json' : 'text', schema };
}

function readTools(reading: FileReading, value: JsonValue | undefined): Tool[] {
  const tools = (value ?? []) as unknown as Tool[];
  const names = new Set<string>();
  for (const [index, { name, parameters }] of tools.entries()) {
    const path = ['tools', index];
    if (names.has(name)) {
      const message = `the tool \`${name}\` stands twice`;
      reading.report('wrong-value', message, [...path, 'name'], 'rename or remove one');
    }
    names.add(name);
    if (parameters !== undefined) checkJsonSchema(reading, parameters, [...path, 'parameters']);
  }
  return tools;
}

function readVariants(
  reading: FileReading,
  value: JsonValue | undefined,
  own: ParsedBody,
  dialect: Dialect,
): Map<string, ParsedBody> {
  const variants = new Map<string, ParsedBody>();
  for (const [name, variant] of Object.entries((value ?? {}) as Record<string, WrittenDocument>)) {
    const path = ['variants', name];
    const model = variant.model === undefined ? own : readModel(reading, variant.model, path);
    variants.set(name, {
      messages: readMessages(reading, variant, path, dialect) ?? own.messages,
      model: model.model,
      modelAt: model.modelAt,
      output: variant.output === undefined ? own.output : readOutput(reading, variant.output, path),
    });
  }
  return variants;
}
