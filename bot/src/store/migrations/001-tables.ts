/** Everything but the queue, which brings its own tables. Money is in whole nano-dollars. */
export const up = `
create table delivery (
  guid text primary key,
  event text not null,
  action text,
  installation_id bigint,
  repository_id bigint,
  received_at timestamptz not null default now()
);
create index delivery_received on delivery (received_at);

create table installation (
  id bigint primary key,
  account text not null,
  account_id bigint not null,
  is_suspended boolean not null default false,
  removed_at timestamptz,
  seen_at timestamptz not null default now()
);

create table repository (
  id bigint primary key,
  installation_id bigint not null,
  owner text not null,
  name text not null,
  removed_at timestamptz,
  seen_at timestamptz not null default now()
);

-- What is known of a pull request from events: hints on when to look, never the truth.
create table pull_request (
  repository_id bigint not null,
  number integer not null,
  is_open boolean not null default true,
  head text,
  -- Of the newest commit: paid work waits for quiet after it.
  pushed_at timestamptz not null default now(),
  -- One more with every intent: work begun under an older one may be out of date.
  generation bigint not null default 1,
  -- One more with every retry: the same commit gets new check runs.
  attempt integer not null default 1,
  -- The attempt whose comment is to be a new one.
  new_comment_attempt integer,
  -- Login of whoever asked last for what costs money.
  requested_by text,
  -- What was asked to be evaluated of one commit: an EvaluationRequest.
  request jsonb,
  -- Key of the evaluation that is wanted now; null where none is.
  wanted_key text,
  -- The commit for which somebody stopped what costs money.
  cancelled_head text,
  -- The generation whose outcome is on GitHub.
  settled_generation bigint not null default 0,
  touched_at timestamptz not null default now(),
  primary key (repository_id, number)
);

-- A command of a comment, or a pressed button, as somebody gave it.
create table command (
  -- \`comment:<id>\` or \`action:<delivery guid>\`
  id text primary key,
  repository_id bigint not null,
  number integer not null,
  comment_id bigint,
  sender text not null,
  sender_id bigint not null,
  text text not null,
  -- The commit that a button stood on.
  sha text,
  -- The newest commit that was known when the command came.
  known_head text,
  given_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'failed', 'refused')),
  answered_at timestamptz
);
create index command_answered on command (repository_id, sender_id, answered_at);
create index command_waiting on command (repository_id, number) where state = 'waiting';

create table approval (
  repository_id bigint not null,
  number integer not null,
  head text not null,
  -- Branch that it is to be merged into: whose budgets are spent.
  base_ref text not null,
  approved_by text not null,
  approved_at timestamptz not null default now(),
  primary key (repository_id, number, head, base_ref)
);

create table acceptance (
  repository_id bigint not null,
  number integer not null,
  head text not null,
  project text not null,
  suite text not null,
  check_name text not null default '',
  accepted_by text not null,
  reason text not null,
  accepted_at timestamptz not null default now(),
  primary key (repository_id, number, head, project, suite, check_name)
);

-- A finished step, by the hash of everything its result depends on.
create table step (
  key text primary key,
  kind text not null,
  repository_id bigint not null,
  number integer,
  head text,
  result jsonb not null,
  finished_at timestamptz not null default now()
);
create index step_finished on step (finished_at);

-- What GitHub should show: the newest payload of each key wins.
create table effect (
  key text primary key,
  repository_id bigint not null,
  number integer,
  kind text not null,
  payload jsonb not null,
  version bigint not null default 1,
  done_version bigint not null default 0,
  attempts integer not null default 0,
  not_before timestamptz not null default now(),
  -- Why it was given up; null while there is hope.
  failure text,
  wanted_at timestamptz not null default now()
);
create index effect_waiting on effect (not_before) where done_version < version and failure is null;

-- Model answers, so that nothing is paid for twice, whichever replica asks.
create table answer (
  repository_id bigint not null,
  key text not null,
  answer jsonb not null,
  answered_at timestamptz not null default now(),
  primary key (repository_id, key)
);
create index answer_answered on answer (answered_at);

-- One paid run, and the money set aside for it.
create table run (
  id text primary key,
  repository_id bigint not null,
  account_id bigint not null,
  number integer,
  project text not null default '',
  actor text,
  month text not null,
  worker text not null,
  state text not null default 'open' check (state in ('open', 'closed')),
  -- Set aside in every scope while the run is open.
  allotted bigint not null default 0,
  allotted_tokens bigint not null default 0,
  -- The most that can be spent by now: raised before anything is sent that could reach it.
  reach bigint not null default 0,
  reach_tokens bigint not null default 0,
  -- Known to be spent; at the end all there is.
  spent bigint not null default 0,
  tokens bigint not null default 0,
  unknown_cost_attempts integer not null default 0,
  -- Whether \`spent\` is the most it can be, because a worker was lost or usage never arrived.
  is_upper_bound boolean not null default false,
  began_at timestamptz not null default now(),
  beat_at timestamptz not null default now(),
  closed_at timestamptz,
  -- Its run record; while it is open what is known of it already.
  record jsonb,
  -- Signed lines for cassettes: {path, lines, isReleased?}[], until they are on the ledger branch.
  recordings jsonb,
  -- When record and recordings were on the ledger branch.
  written_at timestamptz,
  -- Why the ledger branch does not take them; null while nothing is wrong.
  write_failure text
);
create index run_month on run (repository_id, month);
create index run_account on run (account_id, month);
create index run_pull_request on run (repository_id, number);
create index run_open on run (beat_at) where state = 'open';
create index run_unwritten on run (repository_id) where state = 'closed' and written_at is null;

-- Alerts that were told, so that each is told once.
create table told (
  key text primary key,
  told_at timestamptz not null default now()
);
`;

export const down = `
drop table delivery, installation, repository, pull_request, command, approval, acceptance, step,
  effect, answer, run, told;
`;
