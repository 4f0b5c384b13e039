export { toJson } from '@galley/engine/units';
