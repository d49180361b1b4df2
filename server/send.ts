import type { IncomingMessage, ServerResponse } from 'node:http';
import { send } from '@/lib/apis/dispatch';
import { AppError, toFailure } from '@/lib/core/error';
import { ExchangeWriter, readExchange, writeFailure } from '@/lib/wire/server/exchange';
import { logDefect } from './log';
import { DOOR_HEADERS, PLAIN_HEADERS } from './policy';

/** The send door: one exchange with an inspected API. When the browser goes away, so does the request to the API. */
export async function answerSend(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  const writer = new ExchangeWriter(response, DOOR_HEADERS);
  try {
    const { input, body } = await readExchange(request);
    await send(input, { body, signal: gone.signal, sink: writer });
  } catch (error) {
    if (gone.signal.aborted) return;
    if (!(error instanceof AppError)) logDefect('send', error);
    if (!writer.begun) return writeFailure(response, toFailure(error), PLAIN_HEADERS);
    writer.event({ type: 'failure', failure: toFailure(error) });
  }
  writer.end();
}
