/** A known kind of key, found by its fixed beginning. */
export interface KeyPattern {
  /** Whose keys look so, for people. */
  readonly service: string;
  /** Its work grows with the text's length alone. */
  readonly pattern: RegExp;
}

/** Keys of well-known services: what must never leave in a report, a recording or a comment. */
export const keyPatterns: readonly KeyPattern[] = [
  {
    service: 'OpenAI or Anthropic',
    pattern: /\bsk-(?:proj-|ant-|svcacct-|admin-)?[A-Za-z0-9_-]{20,200}/,
  },
  { service: 'Google', pattern: /\bAIza[A-Za-z0-9_-]{35}/ },
  { service: 'Google OAuth', pattern: /\bya29\.[A-Za-z0-9_-]{20,300}/ },
  { service: 'Groq', pattern: /\bgsk_[A-Za-z0-9]{20,200}/ },
  { service: 'GitHub', pattern: /\bgh[pousr]_[A-Za-z0-9]{30,255}/ },
  { service: 'GitHub', pattern: /\bgithub_pat_[A-Za-z0-9_]{30,255}/ },
  { service: 'GitLab', pattern: /\bglpat-[A-Za-z0-9_-]{20,64}/ },
  { service: 'AWS', pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/ },
  { service: 'Slack', pattern: /\bxox[abprs]-[A-Za-z0-9-]{10,200}/ },
  { service: 'Stripe', pattern: /\b[rs]k_live_[A-Za-z0-9]{16,200}/ },
  { service: 'Hugging Face', pattern: /\bhf_[A-Za-z0-9]{30,64}\b/ },
  { service: 'npm', pattern: /\bnpm_[A-Za-z0-9]{36}\b/ },
  { service: 'SendGrid', pattern: /\bSG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{32,64}/ },
  { service: 'Galley', pattern: /\bed25519-private:[A-Za-z0-9+/]{43}=/ },
  { service: 'a private key', pattern: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/ },
];
