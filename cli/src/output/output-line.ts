export { outputLine, quotedLines } from '@galley/engine/units';
