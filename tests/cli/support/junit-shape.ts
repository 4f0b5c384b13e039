import { createRequire } from 'node:module';

interface XmlTag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}
interface XmlParser {
  on(event: 'error', listen: (error: Error) => void): void;
  on(event: 'opentag' | 'closetag', listen: (tag: XmlTag) => void): void;
  write(text: string): XmlParser;
  close(): void;
}

// The parser belongs to the engine; the tests borrow it from there.
const require = createRequire(new URL('../../../engine/package.json', import.meta.url));
const { SaxesParser } = require('saxes') as { SaxesParser: new () => XmlParser };

/**
 * Elements, what may stand in them and in which order, and their attributes.
 * @source junit-10.xsd of Jenkins' xUnit plug-in
 */
const elements: Readonly<
  Record<string, { readonly children: readonly string[]; readonly attributes: readonly string[] }>
> = {
  testsuites: {
    children: ['testsuite'],
    attributes: ['name', 'time', 'tests', 'failures', 'errors'],
  },
  testsuite: {
    children: ['properties', 'testcase', 'system-out', 'system-err'],
    attributes: ['name', 'tests', 'failures', 'errors', 'skipped', 'time'],
  },
  properties: { children: ['property'], attributes: [] },
  property: { children: [], attributes: ['name', 'value'] },
  testcase: {
    children: ['skipped', 'error', 'failure'],
    attributes: ['name', 'classname', 'time'],
  },
  skipped: { children: [], attributes: ['message'] },
  error: { children: [], attributes: ['message', 'type'] },
  failure: { children: [], attributes: ['message', 'type'] },
};

interface Open {
  readonly name: string;
  /** Place of the last child in the order of children. */
  at: number;
  readonly counts: Record<string, number>;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What is wrong with a JUnit report: form, elements, their order, attributes and the counts. */
export function junitFaults(xml: string): string[] {
  const faults: string[] = [];
  const stack: Open[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => faults.push(error.message));
  parser.on('opentag', (tag) => {
    const { name, attributes } = tag;
    const known = elements[name];
    const parent = stack.at(-1);
    if (known === undefined) faults.push(`<${name}> is not known`);
    if (parent !== undefined) {
      const place = elements[parent.name]?.children.indexOf(name) ?? -1;
      if (place < 0) faults.push(`<${name}> in <${parent.name}>`);
      if (place < parent.at) faults.push(`<${name}> too late in <${parent.name}>`);
      parent.at = Math.max(parent.at, place);
      for (const above of stack) above.counts[name] = (above.counts[name] ?? 0) + 1;
    }
    for (const attribute of Object.keys(attributes)) {
      if (!known?.attributes.includes(attribute)) faults.push(`${attribute} on <${name}>`);
    }
    stack.push({ name, at: 0, counts: {}, attributes });
  });
  parser.on('closetag', () => {
    const closed = stack.pop();
    if (closed?.name !== 'testsuite') return;
    const { counts, attributes } = closed;
    const pairs = [
      ['tests', 'testcase'],
      ['failures', 'failure'],
      ['errors', 'error'],
      ['skipped', 'skipped'],
    ] as const;
    for (const [attribute, element] of pairs) {
      if (Number(attributes[attribute]) !== (counts[element] ?? 0)) {
        faults.push(`${attribute}="${attributes[attribute]}" of ${attributes.name}`);
      }
    }
  });
  parser.write(xml).close();
  return faults;
}
