import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const blockBytes = 512;
const largestBytes = 512 * 1024 * 1024;

/**
 * Writes the files of a package's tarball; its own top folder is left away. Links, and names that lead
 * out of the folder, are refused: npm writes none.
 * @throws Error for what is no tarball of a package
 */
export function unpackTarball(tarball: Uint8Array, folder: string): void {
  const bytes = gunzipSync(tarball, { maxOutputLength: largestBytes });
  let longName: string | undefined;
  for (let at = 0; at + blockBytes <= bytes.length; ) {
    const head = bytes.subarray(at, at + blockBytes);
    if (head.every((byte) => byte === 0)) return;
    const size = Number.parseInt(textOf(head, 124, 12), 8);
    const type = textOf(head, 156, 1);
    const content = bytes.subarray(at + blockBytes, at + blockBytes + size);
    if (!Number.isSafeInteger(size) || content.length !== size)
      throw new Error('a tarball is cut off');
    if (type === 'x') longName = pathOfExtension(content);
    else if (type === '' || type === '0') {
      writeFile(folder, longName ?? nameOf(head), { content, mode: textOf(head, 100, 8) });
      longName = undefined;
    } else if (type !== '5' && type !== 'g') {
      throw new Error(`a tarball holds an entry of type ${JSON.stringify(type)}`);
    }
    at += blockBytes + Math.ceil(size / blockBytes) * blockBytes;
  }
}

function nameOf(head: Buffer): string {
  const prefix = textOf(head, 345, 155);
  return `${prefix === '' ? '' : `${prefix}/`}${textOf(head, 0, 100)}`;
}

/** The path of an extended header: records of `<length> <key>=<value>\n`. */
function pathOfExtension(content: Buffer): string | undefined {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(content.toString('utf8'))?.[1];
}

function writeFile(
  folder: string,
  name: string,
  { content, mode }: { readonly content: Buffer; readonly mode: string },
): void {
  const [, ...parts] = name.split('/');
  const isPlain = parts.every((part) => !['', '.', '..'].includes(part) && !/[\\:\0]/.test(part));
  if (parts.length === 0 || !isPlain)
    throw new Error(`a tarball holds the name ${JSON.stringify(name)}`);
  const file = join(folder, ...parts);
  mkdirSync(dirname(file), { recursive: true });
  const isExecutable = (Number.parseInt(mode, 8) & 0o100) !== 0;
  writeFileSync(file, content, { mode: isExecutable ? 0o755 : 0o644 });
}

function textOf(head: Buffer, from: number, length: number): string {
  return head
    .toString('utf8', from, from + length)
    .replace(/\0.*$/s, '')
    .trim();
}
