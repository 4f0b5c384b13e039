const longestName = 200;

/**
 * Whether a text is a folder of a repository as inputs and reports name it: parts between single
 * slashes, none of them `.` or `..`, no backslash or control character, at most 200 characters; '' is
 * the root.
 */
export function isFolderName(text: string): boolean {
  if (text === '') return true;
  if (text.length > longestName || /[\\\p{Cc}]/u.test(text) || !text.isWellFormed()) return false;
  return text.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}
