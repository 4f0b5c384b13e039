import type { Guard, GuardrailAlert } from './contract.ts';

/** A way to talk a model out of its instructions; texts are compared in lower case. */
interface Heuristic {
  readonly rule: string;
  readonly pattern: RegExp;
  /** True for marks whose line counts; phrases may run over line breaks. */
  readonly readsLines?: true;
}

/** Up to so many short words between the parts of a phrase, so that the work stays linear. */
const words = (most: number) => `(?: [^ ]{1,24}){0,${most}}`;

const heuristics: readonly Heuristic[] = [
  {
    rule: 'override',
    pattern: phrase(
      `(?:ignore|disregard|forget|override|bypass|skip|drop|discard)${words(4)} (?:previous|prior|above|earlier|preceding|initial|former|foregoing|original|existing|current|system|all|your|these|those|any|every)${words(2)} (?:instructions?|prompts?|rules|directions|guidelines|directives|constraints|orders|programming|restrictions|commands)`,
    ),
  },
  {
    rule: 'override',
    pattern: phrase(
      `(?:do not|don't|stop|no longer)${words(1)} (?:follow|following|obey|obeying|adhere to|adhering to)${words(3)} (?:instructions?|rules|guidelines|prompts?|restrictions)`,
    ),
  },
  {
    rule: 'override',
    pattern: phrase(
      `(?:ignoriere?|vergiss|vergessen sie|missachte|ignorieren sie|überschreibe)${words(4)} (?:anweisung(?:en)?|instruktionen|regeln|befehle|vorgaben)`,
    ),
  },
  {
    rule: 'override',
    pattern: phrase(
      `(?:ignore[zr]?|oublie[zr]?|ne tiens pas compte|ne tenez pas compte)${words(4)} (?:instructions|consignes|règles|directives)`,
    ),
  },
  {
    rule: 'override',
    pattern: phrase(
      `(?:ignora|ignore|olvida|olvide|omite|descarta)${words(4)} (?:instrucciones|reglas|indicaciones|órdenes|directrices)`,
    ),
  },
  {
    rule: 'new-role',
    pattern: phrase(
      `(?:you are now|from now on,? you(?: are| will| must|'re)|pretend (?:to be|you are|that you are)|act as if you (?:are|were|have)|act as an?|roleplay as|you will act as|simulate being|switch to|enter)${words(4)} (?:dan|jailbroken|unrestricted|unfiltered|uncensored|evil|root|admin(?:istrator)?|developer mode|debug mode|god mode|jailbreak|no (?:rules|restrictions|filters|limits|guidelines)|without (?:any )?(?:rules|restrictions|filters|limits))`,
    ),
  },
  {
    rule: 'new-role',
    pattern: phrase(
      '(?:do anything now|dan mode|developer mode (?:enabled|on|activated)|jailbreak mode|god mode enabled)',
    ),
  },
  {
    rule: 'prompt-leak',
    pattern: phrase(
      `(?:reveal|show|print|repeat|output|display|leak|dump|share|recite|write out|tell me|give me|what (?:is|are|was|were)|summari[sz]e|translate)${words(4)} (?:system prompt|system message|hidden prompt|hidden instructions?|initial prompt|initial instructions?|original instructions?|original prompt|secret instructions?|secret prompt|developer message|(?:your|the) instructions verbatim|(?:text|words|everything|all) above|prompt above|above prompt)`,
    ),
  },
  {
    rule: 'prompt-leak',
    pattern: phrase(
      `(?:zeige?|verrate|wiederhole|nenne|gib)${words(4)} (?:system-?prompt|systemanweisung(?:en)?|geheimen anweisungen|ursprünglichen anweisungen)`,
    ),
  },
  {
    rule: 'chat-markup',
    readsLines: true,
    pattern:
      /<\|(?:im_start|im_end|system|user|assistant|endoftext|start_header_id|eot_id)\|>|\[\/?inst\]|<<\/?sys>>|<\/?(?:system|assistant)(?:_prompt|_message)?>|(?:^|\n) ?(?:#{2,4} ?)?(?:system|assistant|developer) ?(?:prompt|message|override)? ?:|-{2,} ?(?:begin|end|new)(?: of)?(?: the)? (?:system|instructions?|prompt)/,
  },
  {
    rule: 'exfiltration',
    pattern: /!\[[^\]\n]{0,200}\]\(https?:\/\/[^)\s]{1,500}[?&=][^)\s]{0,500}\)/,
  },
  {
    rule: 'exfiltration',
    pattern: phrase(
      `(?:send|post|forward|upload|exfiltrate|transmit|append|include|put|encode)${words(8)} (?:conversation|chat history|messages|system prompt|instructions|api key|password|secrets?|credentials|user data|customer data|personal data|context)${words(8)} (?:to|in|into|as|at)${words(2)} [^ ]{0,20}(?:https?://|www\\.|url|query)`,
      '',
    ),
  },
  {
    rule: 'encoded-order',
    pattern: phrase(
      `(?:decode|decrypt|decipher|unscramble|base64|rot13)${words(10)} (?:and|then)${words(2)} (?:follow|execute|obey|run|perform|do what|carry out)`,
    ),
  },
];

/** Zero-width and tag characters, and overrides of the writing direction: text that readers cannot see. */
const hiddenText = /[\u{e0020}-\u{e007f}]|[\u200b\u2060\ufeff]{3}|[\u202a-\u202e\u2066-\u2069]/u;

/** Phrases and marks that try to replace a prompt's instructions, in English, German, French and Spanish. */
export const injectionGuard: Guard = {
  name: 'injection',
  rules: [...new Set(heuristics.map(({ rule }) => rule)), 'hidden-text'],
  scan(text) {
    const alerts = new Map<string, GuardrailAlert>();
    const add = (rule: string, excerpt: string) => {
      if (!alerts.has(rule)) alerts.set(rule, { guard: 'injection', rule, excerpt });
    };
    const plain = normalized(text);
    const flat = plain.replaceAll('\n', ' ');
    for (const { rule, pattern, readsLines } of heuristics) {
      const match = pattern.exec(readsLines ? plain : flat);
      if (match) add(rule, match[0].trim().slice(0, 120));
    }
    const hidden = hiddenText.exec(text)?.[0];
    if (hidden !== undefined) {
      const code = hidden.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
      add('hidden-text', `U+${code}`);
    }
    return [...alerts.values()];
  },
};

function phrase(source: string, end = '(?![\\p{L}\\d])'): RegExp {
  return new RegExp(`(?<![\\p{L}\\d])${source}${end}`, 'u');
}

/** Look-alike letters and invisible ones folded, runs of blanks to one, line breaks kept for markup. */
function normalized(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .toLowerCase()
    .replaceAll(/[\u2018\u2019]/g, "'")
    .replaceAll(/[ \t]*\n[ \t\n]*/g, '\n')
    .replaceAll(/[ \t\u00a0*"“”]+/g, ' ');
}
