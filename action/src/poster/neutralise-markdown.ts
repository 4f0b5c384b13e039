import { plainText } from '@galley/engine/units';

/** Zero-width space: breaks what follows without showing. */
const breaker = '\u200b';

/**
 * The report of a stranger as Markdown that reaches out to nobody: tables, headings, code and folded
 * parts stay, while links, images, mentions, references, raw HTML and drawn diagrams are broken, inside
 * of code and outside alike, because where code begins is the stranger's word too.
 */
export function neutraliseMarkdown(text: string): string {
  return plainText(text)
    .replace(/<(?!\/?(?:details|summary|sub)>|br>)/g, `<${breaker}`)
    .replace(/@(?=\w)/g, `@${breaker}`)
    .replace(/#(?=\d)|\bGH-(?=\d)|\](?=[([:])|!(?=\[)/gi, `$&${breaker}`)
    .replace(/\b(?:https?|ftp|mailto|xmpp)(?=:)|\bwww(?=\.)/gi, `$&${breaker}`)
    .replace(/(?:`{3,}|~{3,})[ \t]*(?=mermaid|geojson|topojson|stl|math)/gi, `$&${breaker}`)
    .replace(/\$(?=[$`])/g, `$&${breaker}`);
}
