import type { IncomingMessage, ServerResponse } from 'node:http';
import { badAnswers } from './upstream-bad';
import { bodyAnswers } from './upstream-bodies';
import type { UpstreamAnswer, UpstreamCall } from './upstream-call';
import { largeAnswers } from './upstream-large';

const PREFIX = '/_upstream';
const answers = new Map<string, UpstreamAnswer>(
  Object.entries({ ...bodyAnswers, ...largeAnswers, ...badAnswers, graphql: graphqlLab }),
);

/** Loaded when it is first asked: GraphQL and Apollo take a while. */
async function graphqlLab(call: UpstreamCall): Promise<void> {
  const { answerGraphqlLab } = await import('@/sandbox/apollo/lab/answer');
  await answerGraphqlLab(call);
}

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
