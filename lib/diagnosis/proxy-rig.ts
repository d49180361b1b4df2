import { createServer, request } from 'node:http';
import { listen } from '@/lib/egress/ask-rig';

/** A proxy before an address that adds `via=proxy` to the query of calls to APIs; its own address. */
export async function changingProxy(origin: string): Promise<string> {
  const { hostname, port } = new URL(origin);
  const { hostHeader } = await listen(
    createServer((req, res) => {
      const { method, url: asked = '/', headers } = req;
      const path = asked.startsWith('/_aws/') ? `${asked}${asked.includes('?') ? '&' : '?'}via=proxy` : asked;
      const onward = request({ hostname, port, method, path, headers }, (answer) => {
        res.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(res);
      });
      req.pipe(onward);
    }),
  );
  return `http://${hostHeader}`;
}
