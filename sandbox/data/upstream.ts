import type { IncomingMessage, ServerResponse } from 'node:http';
import { badAnswers } from './upstream-bad';
import { bodyAnswers } from './upstream-bodies';
import type { UpstreamAnswer } from './upstream-call';
import { largeAnswers } from './upstream-large';

const PREFIX = '/_upstream';
const answers = new Map<string, UpstreamAnswer>(Object.entries({ ...bodyAnswers, ...largeAnswers, ...badAnswers }));

/** The web server behind the HTTP_PROXY integrations of the lab: `/_upstream/{answer}/…` with every kind of awkward answer. */
export async function answerUpstream(origin: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const [path = '', query = ''] = (req.url ?? '/').split(/\?(.*)/s);
  const [name = '', ...rest] = path.slice(PREFIX.length + 1).split('/');
  const answer = answers.get(name);
  if (answer) {
    await answer({ req, res, rest, query: new URLSearchParams(query), origin });
    return;
  }
  res.writeHead(404, { 'content-type': 'application/json' });
  res.end(JSON.stringify({ error: `no answer called ${name}`, answers: [...answers.keys()] }));
}
