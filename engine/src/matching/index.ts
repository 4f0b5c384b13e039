export { nearestName } from './nearest.ts';
