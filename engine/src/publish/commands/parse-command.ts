import { nearestName } from '../../matching/nearest.ts';
import { plainLine, plainText } from '../../units/plain-text.ts';
import type {
  Command,
  CommandFlags,
  CommandVerb,
  FlagName,
  HelpReason,
  ParsedComment,
} from './contract.ts';
import { flagReaders } from './flags.ts';
import { readDocumentTarget, readRevision, readVerdictName } from './read-targets.ts';
import { readWords, type Word } from './read-words.ts';
import { commandVerbs, findVerb, type VerbName } from './registry.ts';

const prefix = '/galley';
const mostCharacters = 500;
const mostTargets = 20;
const shortestReason = 3;

/**
 * What the text of a comment asks for. Only its very first line counts, and only when it begins with
 * `/galley`: what is quoted, indented or in a code block does not. Whatever does not fit the closed
 * grammar asks for help, and nothing runs. Never throws; work is bounded by the line's 500 characters.
 */
export function parseCommand(body: string): ParsedComment<VerbName> {
  if (!body.startsWith(prefix)) return { kind: 'none' };
  const end = body.search(/[\r\n]/);
  const line = end < 0 ? body : body.slice(0, end);
  if (!/^\/galley(?:[ \t]|$)/.test(line)) return { kind: 'none' };
  if (line.length > mostCharacters) return help('too-long');
  if (plainText(line) !== line) return help('unreadable');
  const rest = line.slice(prefix.length);
  const [first, ...words] = readWords(rest);
  if (first === undefined) return help('no-verb');
  const verb = findVerb(first.text);
  if (verb === undefined || first.isQuoted) {
    return help('unknown-verb', first.text, meantVerb(first.text));
  }
  return readCommand({ verb, words, line: rest });
}

interface Reading {
  readonly verb: VerbName;
  /** Behind the verb. */
  readonly words: readonly Word[];
  readonly line: string;
}

function readCommand(reading: Reading): ParsedComment<VerbName> {
  const { verb, words, line } = reading;
  const { targets }: CommandVerb = commandVerbs[verb];
  let flags: CommandFlags = {};
  const given = new Set<FlagName>();
  const plain: Word[] = [];
  for (const word of words) {
    // A reason is free text: behind the verdict nothing is a flag.
    if (targets === 'verdict' && plain.length > 0) break;
    if (word.isQuoted || !/^[-–—]/.test(word.text)) {
      plain.push(word);
      continue;
    }
    const flag = readFlag(verb, word.text);
    if ('fault' in flag) return flag.fault;
    if (given.has(flag.name)) return help('flag-twice', word.text);
    given.add(flag.name);
    flags = { ...flags, ...flag.flags };
  }
  const read = readTargets(verb, plain, line);
  if ('kind' in read) return read;
  return { kind: 'command', command: { verb, flags, documents: [], ...read } };
}

type ReadFlag =
  | { readonly name: FlagName; readonly flags: CommandFlags }
  | { readonly fault: ParsedComment<VerbName> };

function readFlag(verb: VerbName, word: string): ReadFlag {
  const [, name = '', hasValue, value = ''] = /^--([a-z-]+)(=(.*))?$/.exec(word) ?? [];
  const { flags }: CommandVerb = commandVerbs[verb];
  if (!Object.hasOwn(flagReaders, name)) {
    const typed = word.replace(/^[-–—]+/, '').replace(/=.*$/, '');
    const near = flags.find((flag) => flag === typed) ?? nearestName(typed, flags);
    return { fault: help('unknown-flag', word, near && `--${near}`) };
  }
  const flag = name as FlagName;
  if (!flags.includes(flag)) return { fault: help('flag-elsewhere', word) };
  const isEmpty = hasValue !== undefined && value === '';
  const read = isEmpty ? undefined : flagReaders[flag](value);
  return read === undefined ? { fault: help('flag-value', word) } : { name: flag, flags: read };
}

type ReadTargets = Pick<Command<VerbName>, 'verdict' | 'revision' | 'about'> & {
  readonly documents?: Command['documents'];
};

function readTargets(
  verb: VerbName,
  words: readonly Word[],
  line: string,
): ReadTargets | ParsedComment<VerbName> {
  const [first, second] = words;
  switch (commandVerbs[verb].targets) {
    case 'none':
      return first === undefined ? {} : help('target', first.text);
    case 'documents':
      return readDocuments(words);
    case 'revision': {
      if (first === undefined) return help('target-missing');
      if (second !== undefined) return help('too-many-targets', second.text);
      const revision = readRevision(first.text);
      return revision === undefined ? help('target', first.text) : { revision };
    }
    case 'verdict':
      return readVerdict(first, line);
    case 'command': {
      if (first === undefined) return {};
      if (second !== undefined) return help('too-many-targets', second.text);
      const about = findVerb(first.text);
      return about === undefined
        ? help('unknown-verb', first.text, meantVerb(first.text))
        : { about };
    }
  }
}

function readDocuments(words: readonly Word[]): ReadTargets | ParsedComment<VerbName> {
  if (words.length > mostTargets) return help('too-many-targets', words[mostTargets]?.text);
  const documents = words.map(({ text }) => readDocumentTarget(text));
  const wrong = documents.indexOf(undefined);
  if (wrong >= 0) return help('target', words[wrong]?.text);
  return { documents: documents.filter((target) => target !== undefined) };
}

function readVerdict(word: Word | undefined, line: string): ReadTargets | ParsedComment<VerbName> {
  if (word === undefined) return help('target-missing');
  const of = readVerdictName(word.text);
  if (of === undefined) return help('target', word.text);
  const reason = plainLine(line.slice(word.end));
  if (reason.length < shortestReason) return help('reason-missing', word.text);
  return { verdict: { of, reason } };
}

const habits: Readonly<Record<string, VerbName>> = {
  test: 'evaluate',
  proof: 'retry',
  rerun: 'retry',
  stop: 'cancel',
  abort: 'cancel',
  lgtm: 'approve',
  revert: 'rollback',
  override: 'accept',
  cost: 'budget',
  check: 'validate',
};
const shortestBeginning = 3;

/** A verb that is misspelt, begun, or known by another name elsewhere. */
function meantVerb(word: string): VerbName | undefined {
  const small = word.slice(0, 100).toLowerCase();
  const verbs = Object.keys(commandVerbs) as VerbName[];
  if (Object.hasOwn(habits, small)) return habits[small];
  const begun = verbs.find((verb) => small.length >= shortestBeginning && verb.startsWith(small));
  return begun ?? (nearestName(word, verbs) as VerbName | undefined);
}

function help(
  reason: HelpReason,
  word?: string,
  meant?: string,
): Extract<ParsedComment<VerbName>, { kind: 'help' }> {
  return {
    kind: 'help',
    reason,
    ...(word !== undefined && { word }),
    ...(meant !== undefined && { meant }),
  };
}
