export { formatMoney } from '@galley/engine/units';
