import { plainText } from '../../units/plain-text.ts';
import { pageAssets } from './generated/page-assets.ts';
import type { PageHead, PageRow } from './page-data.ts';

/**
 * The beginning of a report page, up to its rows. The page asks nothing of the network: its policy
 * allows this very style and script and nothing else.
 */
export function pageStart(title: string): string {
  const policy = [
    "default-src 'none'",
    `style-src '${pageAssets.styleHash}'`,
    `script-src '${pageAssets.scriptHash}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${pageAssets.style}</style>
</head>
<body>
<noscript>This report is drawn by a script inside this file. Allow it to run, or ask for --format markdown.</noscript>
<script type="application/json" id="report">{"rows":[`;
}

/** One row as it stands between {@link pageStart} and {@link pageEnd}; commas go between rows. */
export function pageRow(row: PageRow): string {
  return inertJson(row);
}

/** The end of the page. */
export function pageEnd(head: PageHead): string {
  return `\n],"head":${inertJson(head)}}</script>
<script>${pageAssets.script}</script>
</body>
</html>
`;
}

/**
 * JSON that cannot end the element it stands in or start a comment there, without control characters
 * and marks that turn the order of letters.
 */
function inertJson(value: unknown): string {
  const json = JSON.stringify(value, (_key, item) =>
    typeof item === 'string' ? plainText(item) : item,
  );
  return json.replace(/[<>&\u2028\u2029]/g, (mark) => {
    return `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
