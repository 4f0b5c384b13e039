import type { Position, Problem } from '../../errors/problem.ts';
import type { SourceContent } from '../../ports/source-tree.ts';

/**
 * The problem of a path that gave no bytes.
 * @param named where a document names the file; absent when the file itself is the document
 * @param near a file of the same folder that may have been meant
 */
export function unreadableProblem(
  path: string,
  content: Exclude<SourceContent, { kind: 'bytes' }>,
  maxBytes: number,
  named?: Position & { file: string },
  near?: string,
): Problem {
  const at = named ?? { file: path, line: 1, column: 1 };
  const base = { severity: 'error' as const, file: at.file, line: at.line, column: at.column };
  switch (content.kind) {
    case 'too-large': {
      const message = `\`${path}\` has ${content.byteCount} bytes; expected at most ${maxBytes}`;
      return { ...base, code: 'file-too-large', message, hint: 'split it into several files' };
    }
    case 'unsafe': {
      const message = `the path \`${path}\` ${content.reason}`;
      const hint = 'put a regular file inside the project in its place';
      return { ...base, code: 'file-unsafe', message, hint };
    }
    case 'missing': {
      const message = `there is no file \`${path}\``;
      const relative = named ? 'paths are relative to the document that names them' : undefined;
      const hint = near === undefined ? relative : `did you mean \`${near}\`?`;
      return { ...base, code: 'file-missing', message, ...(hint && { hint }) };
    }
  }
}
