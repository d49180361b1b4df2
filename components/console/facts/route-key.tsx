import { MethodLabel } from '@/components/shell/route-marks';

/** Method and path, the methods of several below each other in one column. */
export function RouteKey({ route }: { route: { method: string; path: string } }) {
  return (
    <span className="flex items-baseline gap-2">
      <MethodLabel method={route.method} className="w-12 shrink-0" />
      <span className="break-all font-mono text-xs">{route.path}</span>
    </span>
  );
}
