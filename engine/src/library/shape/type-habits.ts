/** Names of types from other places, and ours. */
export const typeHabits: ReadonlyMap<string, string> = new Map([
  ['str', 'string'],
  ['text', 'string'],
  ['int', 'number'],
  ['integer', 'number'],
  ['float', 'number'],
  ['bool', 'boolean'],
  ['array', 'array<string>'],
  ['list', 'array<string>'],
  ['list<string>', 'array<string>'],
  ['string[]', 'array<string>'],
  ['list<object>', 'array<object>'],
  ['object[]', 'array<object>'],
  ['map', 'object'],
  ['dict', 'object'],
]);
