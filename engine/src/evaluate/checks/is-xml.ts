import { SaxesParser } from 'saxes';
import { isPlainObject, ownValue } from '../../units/own-value.ts';
import { showText } from '../show-text.ts';
import type { CheckPlug, Finding } from './contract.ts';
import { textOf } from './text-value.ts';

/** UTF-16 units of a text that is parsed. */
const longestText = 200_000;

/**
 * The value's text is one well-formed XML document, alone: no words or fences around it. Entities that
 * XML itself does not define are faults, so none is ever expanded. With `root`, its element's name.
 */
export const isXml: CheckPlug = {
  key: 'is_xml',
  readsValue: true,
  prepare(check) {
    const root = isPlainObject(check.argument) ? ownValue(check.argument, 'root') : undefined;
    const named = root === undefined ? '' : ` with the root element <${root}>`;
    const wanted = `to be well-formed XML${named}`;
    return ({ value }): Finding => {
      const text = textOf(value);
      if (text.length > longestText) {
        const reason = `the check cannot be judged: the text is longer than ${longestText} characters`;
        return { kind: 'error', reason };
      }
      const document = readXml(text);
      if (document.fault !== undefined) {
        return { kind: 'judged', holds: false, wanted, got: showText(document.fault) };
      }
      const holds = root === undefined || document.root === root;
      return { kind: 'judged', holds, wanted, got: `<${showText(document.root)}>` };
    };
  },
};

type ReadXml =
  | { readonly root: string; readonly fault?: undefined }
  | { readonly root?: undefined; readonly fault: string };

/** The parser throws at the first fault, so that what follows it costs nothing. */
function readXml(text: string): ReadXml {
  const parser = new SaxesParser();
  let root: string | undefined;
  parser.on('opentag', ({ name }) => {
    root ??= name;
  });
  try {
    parser.write(text).close();
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
  return root === undefined ? { fault: 'no element' } : { root };
}
