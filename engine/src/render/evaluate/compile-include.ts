import { TemplateFault } from '../../templates/template-fault.ts';
import type { IncludeStatement } from '../../templates/template-tree.ts';
import { fail } from '../fail.ts';
import { globals } from '../globals.ts';
import { capture, type Execute, withOwnCaptures } from './run.ts';
import { createContext, Scope } from './scope.ts';

/** An include, resolved when it is reached. */
export function compileInclude(node: IncludeStatement): Execute {
  const { names, offset } = node;
  if (names === undefined)
    throw new TemplateFault('syntax', 'the name of an include must be written as plain text', {
      offset,
      hint: 'use if and one include for each name',
    });
  return (run, scope) => {
    run.meter.step();
    run.offset = offset;
    let found: ReturnType<typeof run.load>;
    for (const { name } of names) {
      found = run.load(name);
      if (found !== undefined) break;
    }
    if (found === undefined) {
      if (node.isIgnoringMissing) return;
      return failMissing(names.map((entry) => entry.name));
    }
    const { template, name } = found;
    run.meter.enterInclude(template.nesting);
    run.frames.push({ name, source: template.source, includeOffset: offset });
    const inner = node.hasContext
      ? scope.inner()
      : new Scope(createContext({}, globals(run.meter)));
    const wasEscaping = run.isEscaping;
    run.isEscaping = false;
    const render = (): void => withOwnCaptures(run, () => template.execute(run, inner));
    if (node.hasContext || run.captured.length === run.captureBase) render();
    else {
      // As in Jinja2: without context, the text goes past the blocks that would capture it.
      const text = capture(run, render);
      run.captured[run.captureBase] += text;
    }
    run.isEscaping = wasEscaping;
    run.frames.pop();
    run.offset = offset;
    run.meter.leaveInclude(template.nesting);
  };
}

function failMissing(names: readonly string[]): never {
  const [only] = names;
  if (names.length === 1 && only !== undefined) fail(`template '${only}' not found`);
  fail(`none of the templates given were found: ${names.join(', ')}`);
}
