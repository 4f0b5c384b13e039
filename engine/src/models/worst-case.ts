import { canonicalJson } from '../units/canonical-json.ts';
import type { ProviderRequest } from './providers/contract.ts';

const bytesPerMessage = 64;
const bytesPerTool = 256;
const bytesPerRequest = 512;

/**
 * More input tokens than any byte-level tokenizer can count for a request: each token stands for at
 * least one byte, so this is the UTF-8 length of everything sent plus room for a vendor's wrapping
 * of messages, tools and schema.
 */
export function worstCaseInputTokens(request: ProviderRequest): number {
  let bytes = bytesPerRequest;
  for (const message of request.messages) {
    bytes += bytesPerMessage + Buffer.byteLength(message.content, 'utf8');
  }
  for (const tool of request.tools) {
    bytes += bytesPerTool + jsonBytes(tool);
  }
  if (request.output.schema !== undefined) bytes += bytesPerTool + jsonBytes(request.output.schema);
  return bytes;
}

function jsonBytes(value: unknown): number {
  return Buffer.byteLength(canonicalJson(value), 'utf8');
}
