import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  defaultPermissions,
  type PermissionPolicy,
  type Role,
  roles,
} from '../../engine/src/library/permission-policy.ts';
import type { DocumentTarget } from '../../engine/src/publish/commands/contract.ts';
import {
  type Decision,
  decidePermission,
} from '../../engine/src/publish/commands/decide-permission.ts';
import { parseCommand } from '../../engine/src/publish/commands/parse-command.ts';
import { readComment } from '../../engine/src/publish/commands/read-comment.ts';
import { commandVerbs, type VerbName } from '../../engine/src/publish/commands/registry.ts';

const read = (file: string): unknown =>
  parse(readFileSync(new URL(`./commands/${file}`, import.meta.url), 'utf8'));

const verbs = Object.keys(commandVerbs) as VerbName[];

describe('a comment that asks for nothing', () => {
  it.each((read('nothing.yaml') as string[]).map((text) => [text]))('%j', (text) => {
    expect(parseCommand(text)).toEqual({ kind: 'none' });
  });
});

describe('a comment that is not understood', () => {
  const table = read('help.yaml') as Record<string, (string | [string, string?])[]>;
  const rows = Object.entries(table).flatMap(([reason, texts]) =>
    texts.map((row) => [reason, ...[row].flat()] as [string, string, string?]),
  );

  it.each(rows)('%s: %j', (reason, text, meant) => {
    const parsed = parseCommand(text);
    expect(parsed).toMatchObject({ kind: 'help', reason });
    expect(parsed.kind === 'help' ? parsed.meant : '').toBe(meant);
  });

  it('is understood to 500 characters of its first line', () => {
    const reason = 'x'.repeat(500 - '/galley accept escalations '.length);
    const text = `/galley accept escalations ${reason}`;
    expect(parseCommand(`${text}\n${'more '.repeat(1_000)}`)).toMatchObject({ kind: 'command' });
    expect(parseCommand(`${text}x`)).toEqual({ kind: 'help', reason: 'too-long' });
    expect(parseCommand(`/galley ${'-'.repeat(1_000_000)}`)).toMatchObject({ reason: 'too-long' });
  });
});

describe('a command', () => {
  interface Row {
    readonly say: string;
    readonly documents?: readonly string[];
  }
  const rows = read('commands.yaml') as Row[];

  it.each(rows)('$say', ({ say, documents = [], ...expected }) => {
    const parsed = parseCommand(say);
    if (parsed.kind !== 'command') throw new Error(`not a command: ${JSON.stringify(parsed)}`);
    const { documents: found, ...command } = parsed.command;
    expect(found.map(targetText)).toEqual(documents);
    expect(command).toEqual({ flags: {}, ...expected });
  });

  it('of every verb stands in the table', () => {
    const said = new Set(rows.map(({ say }) => say.split(/\s+/)[1]));
    expect(verbs.filter((verb) => !said.has(verb))).toEqual([]);
  });
});

function targetText(target: DocumentTarget): string {
  if (target.kind === 'scope') return target.scope;
  const variant = target.variant === undefined ? '' : ` +${target.variant}`;
  return `${target.of ?? 'any'} ${target.pattern}${variant}`;
}

describe('an event', () => {
  interface Row {
    readonly name: string;
    readonly action?: string;
    readonly type?: string;
    readonly login?: string;
    readonly on?: string;
    readonly asks: boolean;
  }

  it.each(read('events.yaml') as Row[])('$name', (row) => {
    const { action = 'created', type = 'User', login = 'mona', on, asks } = row;
    const event = { action, body: '/galley help', author: { type, login } };
    const parsed = readComment({ ...event, isOnPullRequest: on !== 'issue' });
    expect(parsed.kind).toBe(asks ? 'command' : 'none');
  });
});

const head = '9f2c1ab000000000000000000000000000000000';
const words: Record<Exclude<Decision, { allow: true }>['reason'], string> = {
  role: 'role',
  'own-pull-request': 'own',
  'fork-not-approved': 'fork',
  'fork-never': 'never',
  'head-moved': 'moved',
  'other-commit': 'other',
  'pull-request-closed': 'closed',
};
const wordOf = (decision: Decision) => (decision.allow ? 'ok' : words[decision.reason]);

type Fork = 'no' | 'unapproved' | 'approved';

interface Situation {
  readonly verb: VerbName;
  readonly role: Role;
  readonly teams?: readonly string[];
  readonly fork?: Fork;
  readonly moved?: boolean;
  readonly author?: boolean;
  readonly requester?: boolean;
  readonly closed?: boolean;
  readonly sha?: string;
  readonly policy?: Partial<PermissionPolicy>;
}

function decide({ verb, role, fork = 'no', sha, ...rest }: Situation): string {
  const decision = decidePermission(
    { verb, sha },
    {
      role,
      teams: rest.teams ?? [],
      isAuthor: rest.author === true,
      isRequester: rest.requester === true,
    },
    {
      isOpen: rest.closed !== true,
      isFromFork: fork !== 'no',
      head,
      isHeadMoved: rest.moved === true,
      isHeadApproved: fork === 'approved',
    },
    { ...defaultPermissions, ...rest.policy },
  );
  return wordOf(decision);
}

describe('the permission matrix', () => {
  interface Row extends Record<Role, string> {
    readonly fork: Fork | 'any';
    readonly moved: 'yes' | 'no' | 'any';
    readonly author: 'yes' | 'no' | 'any';
  }
  const table = read('permissions.yaml') as Record<VerbName, Row[]>;
  const cases = verbs.flatMap((verb) =>
    (['no', 'unapproved', 'approved'] as const).flatMap((fork) =>
      (['no', 'yes'] as const).flatMap((moved) =>
        (['no', 'yes'] as const).map((author) => ({ verb, fork, moved, author })),
      ),
    ),
  );
  const fits = (said: string, is: string) => said === 'any' || said === is;

  it('holds every verb and no other', () => {
    expect(Object.keys(table)).toEqual(verbs);
  });

  it.each(cases)('$verb, fork $fork, moved $moved, author $author', (one) => {
    const rows = table[one.verb].filter(
      (row) =>
        fits(row.fork, one.fork) && fits(row.moved, one.moved) && fits(row.author, one.author),
    );
    expect(rows).toHaveLength(1);
    const situation = { ...one, moved: one.moved === 'yes', author: one.author === 'yes' };
    const decided = roles.map((role) => [role, decide({ ...situation, role })]);
    expect(decided).toEqual(roles.map((role) => [role, rows[0]?.[role]]));
  });

  it.each(read('exceptions.yaml') as ({ name: string; is: string } & Partial<Situation>)[])(
    '$name',
    ({ name: _, is, ...situation }) => {
      expect(decide({ verb: 'evaluate', role: 'write', ...situation })).toBe(is);
    },
  );
});
