import { problemCodes } from '../errors/problem-codes.ts';
import type { PlainLibrary, PlainNode } from '../ports/hostile-text.ts';
import { type Role, roles } from '../units/chat-message.ts';
import { isPlainObject } from '../units/own-value.ts';
import { isWithinDepth } from './is-within-depth.ts';
import type { HostileRequest } from './messages.ts';
import { libraryFrom } from './plain-library.ts';

/**
 * True when an answer has the form that its request asks for, so that a child that was taken over can
 * say untrue things but nothing that the parent would stumble over: lists as long as they must be,
 * known words where words are known, no deeper than JSON is walked.
 */
export function isAnswerTo(request: HostileRequest, answer: unknown): boolean {
  if (!isWithinDepth(answer)) return false;
  switch (request.operation) {
    case 'openLibrary':
      return isLibrary(answer);
    case 'renderCases':
      return isListOf(answer, isRenderedCase, request.cases.length);
    case 'readTable':
      return (
        isPlainObject(answer) &&
        isListOf(answer.cases, isTableCase) &&
        isListOf(answer.problems, isProblem)
      );
    case 'matchPattern':
      return isMatched(answer, request.texts.length);
    case 'validateValues':
      return isValidated(answer, request.values.length);
    case 'runChecks':
      return isListOf(
        answer,
        (results) => isListOf(results, isCheckResult, request.checks.length),
        request.subjects.length,
      );
  }
}

type Test = (value: unknown) => boolean;

function isListOf(value: unknown, test: Test, length?: number): value is unknown[] {
  return (
    Array.isArray(value) && (length === undefined || value.length === length) && value.every(test)
  );
}

const isText: Test = (value) => typeof value === 'string';
const isPlace: Test = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isTextOrAbsent: Test = (value) => value === undefined || isText(value);

const isMessage: Test = (value) =>
  isPlainObject(value) && roles.includes(value.role as Role) && isText(value.content);

const isProblem: Test = (value) =>
  isPlainObject(value) &&
  isText(value.code) &&
  Object.hasOwn(problemCodes, String(value.code)) &&
  (value.severity === 'error' || value.severity === 'warning') &&
  isText(value.message) &&
  isText(value.file) &&
  isPlace(value.line) &&
  isPlace(value.column) &&
  isTextOrAbsent(value.hint);

const isRenderedCase: Test = (value) => {
  if (!isPlainObject(value)) return false;
  const { messages, inputsUsed, fault } = value;
  if (fault === undefined) return isListOf(messages, isMessage) && isPlainObject(inputsUsed);
  return messages === undefined && isPlainObject(fault) && isFault(fault);
};

const faultCodes = ['input-invalid', 'template-runtime', 'template-limit', 'template-syntax'];
const isFault = (fault: Record<string, unknown>): boolean =>
  faultCodes.includes(String(fault.code)) &&
  isText(fault.message) &&
  isTextOrAbsent(fault.hint) &&
  isPlainObject(fault.data);

const isTableCase: Test = (value) =>
  isPlainObject(value) &&
  isText(value.id) &&
  typeof value.hasOwnId === 'boolean' &&
  isPlainObject(value.inputs) &&
  (value.history === undefined || isListOf(value.history, isMessage)) &&
  (value.checks === undefined || isListOf(value.checks, isPlainObject)) &&
  isListOf(value.tags, isText) &&
  isTextOrAbsent(value.group) &&
  isPlace(value.line);

const outcomes = ['passed', 'failed', 'error', 'not-executed'];
const isCheckResult: Test = (value) =>
  isPlainObject(value) &&
  isText(value.name) &&
  outcomes.includes(String(value.outcome)) &&
  (value.score === undefined || typeof value.score === 'number') &&
  isTextOrAbsent(value.reason);

function isMatched(answer: unknown, texts: number): boolean {
  if (!isPlainObject(answer)) return false;
  const { matches, fault } = answer;
  if (fault === undefined) {
    return isListOf(matches, (match) => match === null || typeof match === 'boolean', texts);
  }
  return (
    matches === undefined &&
    isPlainObject(fault) &&
    isText(fault.message) &&
    isPlace(fault.offset) &&
    isTextOrAbsent(fault.hint)
  );
}

function isValidated(answer: unknown, values: number): boolean {
  if (!isPlainObject(answer)) return false;
  const { valueFaults, schemaFaults } = answer;
  if (schemaFaults === undefined) {
    return isListOf(valueFaults, (faults) => isListOf(faults, isValueFault), values);
  }
  return valueFaults === undefined && isListOf(schemaFaults, isSchemaFault);
}

const isValueFault: Test = (fault) =>
  isPlainObject(fault) &&
  ['pointer', 'keyword', 'expected', 'got', 'message'].every((key) => isText(fault[key]));

const isSchemaFault: Test = (fault) =>
  isPlainObject(fault) &&
  isText(fault.pointer) &&
  isText(fault.message) &&
  isTextOrAbsent(fault.hint);

/** Inside of documents only what makes them nodes is looked at. */
function isLibrary(answer: unknown): boolean {
  if (!isPlainObject(answer)) return false;
  const isFramed =
    isText(answer.label) &&
    isPlainObject(answer.project) &&
    isListOf(answer.nodes, isPlainObject) &&
    isListOf(answer.unsound, isText) &&
    isListOf(answer.problems, isProblem) &&
    isListOf(answer.otherFiles, isText) &&
    isListOf(answer.scriptedFiles, (pair) => isListOf(pair, isText, 2)) &&
    isPlace(answer.fileCount);
  return isFramed && canBeRead(answer as unknown as PlainLibrary & PlainNode);
}

function canBeRead(plain: PlainLibrary): boolean {
  try {
    libraryFrom(plain);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
