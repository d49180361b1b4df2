import { NativeSelect } from '@/components/ui/native-select';
import type { WebSocketRoute } from '@/lib/apis/websocket/contract';

interface RouteChoiceProps {
  routes: readonly WebSocketRoute[];
  route: WebSocketRoute;
  onRoute: (key: string) => void;
}

/** The route for which a message is composed. */
export function RouteChoice({ routes, route, onRoute }: RouteChoiceProps) {
  const spoken = routes.filter(({ method }) => method === 'SEND' || method === 'DEFAULT');
  if (spoken.length === 0) return <p className="text-muted">No route takes messages.</p>;
  return (
    <NativeSelect
      label="Route"
      value={route.key}
      items={spoken.map(({ key }) => ({ value: key, label: key }))}
      onValue={onRoute}
      className="w-44 font-mono text-xs"
    />
  );
}
