import { plainText } from '../../units/plain-text.ts';
import { toJson } from '../../units/to-json.ts';
import { formatComment } from '../comment/format-comment.ts';
import { findingAnnotation, formatAnnotations } from '../github/format-annotations.ts';
import { formatProofText } from '../text/format-proof-text.ts';
import type { ProofFormat } from './contract.ts';

/** For a terminal; a door may colour it. */
export const textFormat: ProofFormat = {
  name: 'text',
  mediaType: 'text/plain',
  format: (proofs) => proofs.map((proof) => formatProofText(proof)).join('\n'),
};

/** The comment of a pull request. */
export const markdownFormat: ProofFormat = {
  name: 'markdown',
  mediaType: 'text/markdown',
  format: (proofs) => formatComment(proofs),
};

/** One document for programs, as `cli/schema/proof.schema.json` says. */
export const jsonFormat: ProofFormat = {
  name: 'json',
  mediaType: 'application/json',
  format(proofs) {
    const [only, ...others] = proofs;
    const value = others.length === 0 ? only : { schema: 'galley-proofs/v1', proofs };
    return `${toJson(value, 2)}\n`;
  },
};

/** Commands to the log of GitHub Actions, which shows findings at their lines. */
export const githubFormat: ProofFormat = {
  name: 'github',
  mediaType: 'text/plain',
  format(proofs) {
    const annotations = proofs.flatMap(({ findings, project }) =>
      findings.map((finding) => findingAnnotation(finding, project)),
    );
    return plainText(formatAnnotations(annotations));
  },
};
