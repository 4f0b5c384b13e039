import { compareProblems, type Problem } from '@galley/engine/errors';
import { keylessChildProcess } from '@galley/engine/keyless-child';
import { revisionTree } from '@galley/engine/library';
import { formatAnnotations, problemAnnotation } from '@galley/engine/report';
import { plural, toJson } from '@galley/engine/units';
import { listProjectsBelow } from './list-projects-below.ts';
import { fetchStepChange, type Step, type StepOutcome } from './step.ts';

/** Every document of head, whether it changed or not, read in a process without keys. */
export async function validate(step: Step): Promise<StepOutcome> {
  const { runner, inputs, reports } = step;
  const { git, head, defaults } = await fetchStepChange(step);
  const projects = await listProjectsBelow(git, [head], inputs.workingDirectory);
  const all: { readonly project: string; readonly problems: readonly Problem[] }[] = [];
  let files = 0;
  const child = keylessChildProcess({ clock: runner.clock });
  try {
    for (const project of projects) {
      const tree = revisionTree({ git, commit: head, project });
      const library = await child.openLibrary(tree, undefined, defaults);
      files += library.fileCount;
      all.push({ project, problems: [...library.problems].sort(compareProblems) });
    }
  } finally {
    await child.dispose();
  }
  runner.annotate(
    formatAnnotations(
      all.flatMap(({ project, problems }) =>
        problems.map((problem) => problemAnnotation(problem, project)),
      ),
    ),
  );
  const problems = all.flatMap((one) => one.problems);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  reports.write('problems.json', `${toJson({ projects: all }, 2)}\n`);
  const sentence = `${plural(files, 'file')}: ${plural(errors, 'error')}, ${plural(warnings, 'warning')}`;
  runner.note(sentence);
  await runner.summarize(`### ${errors > 0 ? '❌' : '✅'} Galley validate: ${sentence}\n`);
  const verdict = errors > 0 ? 'failed' : warnings > 0 ? 'warned' : 'passed';
  return { verdict, exitCode: errors > 0 ? 2 : 0, isBroken: false, costNanoUsd: 0 };
}
