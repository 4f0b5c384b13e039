import type { Position, Problem } from '../../errors/problem.ts';
import type { ProblemCode } from '../../errors/problem-codes.ts';
import type { YamlFile, YamlPath } from '../yaml/yaml-file.ts';

/** One file while it is read: its YAML and the problems found so far. */
export interface FileReading {
  readonly yaml: YamlFile;
  readonly problems: Problem[];
  /** Adds an error at a value, or at its key. */
  report(
    code: ProblemCode,
    message: string,
    path: YamlPath,
    hint?: string | undefined,
    at?: 'key' | 'value',
  ): void;
  /** Adds an error at a place. */
  reportAt(code: ProblemCode, message: string, at: Position, hint?: string | undefined): void;
}

/** Starts reading a file whose YAML is known. */
export function startReading(yaml: YamlFile): FileReading {
  const problems: Problem[] = [...yaml.problems];
  const reportAt: FileReading['reportAt'] = (code, message, { line, column }, hint) => {
    const { file } = yaml;
    const problem = { code, severity: 'error' as const, message, file, line, column };
    problems.push(hint ? { ...problem, hint } : problem);
  };
  return {
    yaml,
    problems,
    reportAt,
    report: (code, message, path, hint, at = 'value') =>
      reportAt(code, message, at === 'key' ? yaml.keyAt(path) : yaml.valueAt(path), hint),
  };
}
