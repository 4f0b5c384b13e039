import { plainText } from '@galley/engine/units';

/** Zero-width space: breaks what follows without showing. */
const breaker = '\u200b';

/** Any character reference but those that reports write: `"&'*<>[\]_`|~` reach out nowhere. */
const reference = /&(?=[#a-z])(?!(?:lt|gt|amp|quot|#(?:3[489]|42|6[02]|9[12356]|12[46]));)/gi;

/**
 * The report of a stranger as Markdown that reaches out to nobody: tables, headings, code and folded
 * parts stay, while links, images, mentions, references, raw HTML and drawn diagrams are broken, inside
 * of code and outside alike, because where code begins is the stranger's word too. Character references
 * such as `&commat;` are broken as well: in raw HTML they need no semicolon.
 */
export function neutraliseMarkdown(text: string): string {
  return plainText(text)
    .replace(reference, `&${breaker}`)
    .replace(/<(?!\/?(?:details|summary|sub)>|br>)/g, `<${breaker}`)
    .replace(/@(?=\w)/g, `@${breaker}`)
    .replace(/(?<!&)#(?=\d)|\bGH-(?=\d)|\](?=[([:])|!(?=\[)/gi, `$&${breaker}`)
    .replace(/\b(?:https?|ftp|mailto|xmpp)(?=:)|\bwww(?=\.)/gi, `$&${breaker}`)
    .replace(/(?:`{3,}|~{3,})[ \t]*(?=mermaid|geojson|topojson|stl|math)/gi, `$&${breaker}`)
    .replace(/\$(?=[$`])/g, `$&${breaker}`);
}
