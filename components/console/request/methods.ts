import { clsx } from 'clsx';
import { methodColour } from '@/components/shell/route-marks';

/** The methods to choose from, in their colours. */
export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].map((method) => ({
  value: method,
  label: method,
  className: clsx('font-mono font-semibold text-xs', methodColour(method)),
}));
