import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { listen } from './listen';
import { createWorld } from './world';

it('answers a wish to upgrade that nobody grants as if it had not been uttered', async () => {
  const { origin, close } = await listen(createWorld({ demo: false }), 0);
  for (const upgrade of ['h2c', 'websocket']) {
    const asked = request(`${origin}/_sandbox/inbox`, { headers: { connection: 'Upgrade', upgrade } }).end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    expect([answer.statusCode, await text(answer)]).toEqual([200, '[]']);
  }
  await close();
});
