import { parsePath } from '../../expressions/path.ts';
import { nearestName } from '../../matching/nearest.ts';
import type { YamlPath } from '../yaml/yaml-file.ts';
import type { FileReading } from './file-reading.ts';

const roots = ['rendered', 'output', 'text', 'tool_calls', 'usage'];
const views = ['system', 'last_user'];
const usages = ['input_tokens', 'cached_input_tokens', 'output_tokens'];

/** Reports an `of:` that leads into nothing a check can see. */
export function checkSubjectPath(reading: FileReading, of: string, at: YamlPath): void {
  const { path, fault } = parsePath(of.replaceAll(/\.(\d+)(?=[.[]|$)/g, '[$1]'));
  if (fault) {
    const inner = /^\$\{\{\s*(.*?)\s*\}\}$/.exec(of)?.[1];
    const hint = inner === undefined ? fault.hint : `write the path alone: ${inner}`;
    reading.report('expression-invalid', `\`of\`: ${fault.message}`, at, hint);
    return;
  }
  const [root, second] = path.keys;
  if (!roots.includes(root)) {
    refuse(reading, root, roots, at);
    return;
  }
  if (root === 'rendered' && path.keys.length > 1) {
    if (path.keys.length > 2 || !views.includes(String(second))) {
      refuse(reading, of, ['rendered', 'rendered.system', 'rendered.last_user'], at);
    }
  } else if (root === 'text' && path.keys.length > 1) {
    refuse(reading, of, ['text'], at);
  } else if (root === 'usage' && second !== undefined && !usages.includes(String(second))) {
    refuse(
      reading,
      of,
      usages.map((name) => `usage.${name}`),
      at,
    );
  }
}

function refuse(reading: FileReading, got: string, known: readonly string[], at: YamlPath): void {
  const near = nearestName(got, known);
  const hint = near ? `did you mean \`${near}\`?` : 'for example `of: output.reply`';
  const names = known.map((name) => `\`${name}\``).join(', ');
  const message = `\`of\`: expected a path into ${names}, got \`${got}\``;
  reading.report('expression-invalid', message, at, hint);
}
