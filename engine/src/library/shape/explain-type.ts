import type { JsonValue } from '../nodes.ts';
import type { YamlFile, YamlPath } from '../yaml/yaml-file.ts';
import { describeType, describeValue } from './describe-value.ts';
import { nameOf, type ShapeFault } from './shape-fault.ts';
import { shownValue } from './shown-example.ts';
import { typeHabits } from './type-habits.ts';

/** A value of another type than its key takes, with how it was meant where that can be told. */
export function wrongType(
  yaml: YamlFile,
  path: YamlPath,
  type: unknown,
  value: JsonValue | undefined,
): ShapeFault {
  const raw = yaml.rawAt(path);
  const got = typeof value === 'number' && raw ? `the number ${raw}` : describeValue(value);
  const message = `${nameOf(path)}: expected ${describeType(type)}, got ${got}`;
  const hint = hintForType(type, value, raw) ?? hintForMap(type, value, path);
  return { code: 'wrong-type', message, hint, path, at: 'value' };
}

function hintForType(type: unknown, value: JsonValue | undefined, raw: string | undefined) {
  if (type === 'boolean' && typeof value === 'string') {
    if (/^(?:yes|on|y)$/i.test(value)) return `YAML 1.2 reads ${value} as text; write true`;
    if (/^(?:no|off|n)$/i.test(value)) return `YAML 1.2 reads ${value} as text; write false`;
    if (/^(?:true|false)$/i.test(value)) return `remove the quotes: ${value.toLowerCase()}`;
  }
  const isScalar = typeof value === 'number' || typeof value === 'boolean';
  if (isScalar && raw && [type].flat().includes('string')) return `put it in quotes: "${raw}"`;
  if (type === 'array' && typeof value === 'string') return `write a list: [${value}]`;
  if (value === null) return 'write a value, or remove the key';
  if ([type].flat().includes('number') && typeof value === 'string' && Number(value) === +value) {
    return value.trim() === '' || Number.isNaN(Number(value)) ? undefined : 'remove the quotes';
  }
  return undefined;
}

/** Where a map is a definition of its own, the text that stands there is mostly its main key. */
function hintForMap(type: unknown, value: JsonValue | undefined, path: YamlPath) {
  if (type !== 'object' || typeof value !== 'string' || value.length > 60) return undefined;
  switch (path.at(-2)) {
    case 'inputs':
      return `write {type: ${shownValue(typeHabits.get(value) ?? value)}}`;
    case 'providers':
      return `write {type: ${shownValue(value)}, …}`;
    case 'models':
      return `write {provider: …, name: ${shownValue(value)}}`;
    case 'checks':
      return `write \`${shownValue(value)}: …\``;
    case 'messages':
      return 'write `role:` and `content:`';
    default:
      return undefined;
  }
}
