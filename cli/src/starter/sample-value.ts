import type { Input, JsonValue } from '@galley/engine/library';

/** A value that fits an input's declaration, for a first case: its example where it has one. */
export function sampleValue(input: Input): JsonValue {
  if (input.example !== undefined) return input.example;
  if (input.default !== undefined) return input.default;
  const [first] = input.enum ?? [];
  if (first !== undefined) return first;
  switch (input.type) {
    case 'string':
      return 'Where is my parcel?';
    case 'number':
      return input.min ?? Math.min(1, input.max ?? 1);
    case 'boolean':
      return true;
    case 'array<string>':
      return ['Where is my parcel?'];
    case 'array<object>':
      return [];
    case 'object':
      return {};
  }
}
