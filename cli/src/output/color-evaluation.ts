import type { Colors } from './colors.ts';

/** The text report of an evaluation with its heading dim and its verdicts coloured; the words stay. */
export function colorEvaluation(text: string, colors: Colors): string {
  return text
    .split('\n')
    .map((line, index) => {
      if (index === 0) return colors.dim(line);
      const verdict = /(?<= {2})(?:ok|missed|errors)(?: \(.*\))?$/.exec(line);
      if (verdict !== null) {
        const paint = verdict[0].startsWith('ok') ? colors.green : colors.red;
        return `${line.slice(0, verdict.index)}${paint(verdict[0])}`;
      }
      return line.replace(/(?<=^ {2})(?:failed|error|not-executed)\b/, (word) => colors.red(word));
    })
    .join('\n');
}
