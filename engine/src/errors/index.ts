export { GalleyError } from './galley-error.ts';
export { compareProblems, type Position, type Problem } from './problem.ts';
export { type ProblemCode, problemCodes } from './problem-codes.ts';
export { type RefusalCode, refusalCodes } from './refusal-codes.ts';
