import { oneOf, type Place } from './place';
import type { Visit } from './visits';

const ofBlog = (query: string) => async (place: Place) =>
  place.ask(`${place.path('blog')}/graphql`, { method: 'POST', body: JSON.stringify({ query }) });

const ofNotes = (query: string, key?: string) => async (place: Place) => {
  const { apiId, apiKeys } = place.graphqlApi('notes-graph');
  const valid = apiKeys.find(({ expires }) => expires * 1_000 > Date.now())?.id ?? '';
  const headers = { 'x-api-key': key ?? valid };
  return place.ask(`/appsync-api/${apiId}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
};

const POSTS = '{ posts(first: 5) { total items { id title author { name } } } }';
const ADD = 'mutation { addNote(text: "From the traffic", author: "bea") { id } }';

/** Visits to a GraphQL server behind an HTTP API, and to AppSync. */
export const graphqlVisits: readonly Visit[] = [
  { weight: 6, make: ofBlog(POSTS) },
  { weight: 3, make: (place) => ofBlog(`{ search(text: "${oneOf(['a', 'the', 'API'])}") { __typename } }`)(place) },
  { weight: 1, make: ofBlog('{ slow(ms: 1200) }') },
  { weight: 1, make: ofBlog('{ posts { nothing } }') },
  { weight: 1, make: ofBlog('{ throwsAll }') },
  { weight: 5, make: ofNotes('{ notes(limit: 5) { id text author comments { text } } }') },
  { weight: 0.2, make: ofNotes(ADD) },
  { weight: 1, make: ofNotes('{ trouble(sort: THROWN) { id } }') },
  { weight: 1, make: ofNotes('{ notes { id } }', 'da2-guessedguessedguessedguessed') },
];
