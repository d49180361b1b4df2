import { type Asked, oneOf, type Place } from './place';
import type { Visit } from './visits';

/** One request to an HTTP API. */
function asks(weight: number, api: string, path: string | (() => string), asked: Asked = {}): Visit {
  const make = (place: Place) => place.ask(`${place.path(api)}${typeof path === 'string' ? path : path()}`, asked);
  return { weight, make };
}

/** One request to `GET /me` of the notes, with a token that says what the form has. */
function asksWithToken(weight: number, form: Record<string, string>): Visit {
  return {
    weight,
    make: async (place) => {
      const headers = { authorization: `Bearer ${await place.token(form)}` };
      return place.ask(`${place.path('notes')}/me`, { headers });
    },
  };
}

const words = ['plants', 'release', 'milk', 'train', 'keys', 'Ada'] as const;
const known = () => `/notes/${oneOf(['1', '2', '3'])}`;
const order = () => `/prod/orders/${oneOf(['1001', '1001', '1002', '1003'])}`;
const post = (value: unknown): Asked => ({ method: 'POST', body: JSON.stringify(value) });

/** Writes a note, changes it and takes it away, so that there are never many. */
async function keepNote(place: Place): Promise<void> {
  const notes = `${place.path('notes')}/notes`;
  const made = await place.ask(notes, post({ text: `Think of the ${oneOf(words)}` }));
  if (made.status !== 201) return;
  const { id } = JSON.parse(made.text) as { id: string };
  await place.ask(`${notes}/${id}`, { ...post({ text: `Thought of the ${oneOf(words)}` }), method: 'PUT' });
  await place.ask(`${notes}/${id}`, { method: 'DELETE' });
}

const isbn = () => oneOf(['9780262510875', '9780201896831', '9780141439518', '9780000000000']);

async function readStock(place: Place): Promise<void> {
  await place.ask(`${place.path('bookshop')}/live/stock`, { headers: { 'x-api-key': place.key('bookshop-partner') } });
}

async function machine(place: Place): Promise<void> {
  await place.ask(`${place.path('notes')}/machines/me`, { headers: { 'x-api-key': place.key('notes-machines') } });
}

/** Visits to the demo's HTTP and REST APIs, among them those that each way to refuse, to fail and to be slow has. */
export const gatewayVisits: readonly Visit[] = [
  asks(14, 'notes', '/notes'),
  asks(5, 'notes', () => `/notes?q=${oneOf(words)}`),
  asks(10, 'notes', known),
  asks(3, 'notes', () => `/notes/${400 + Math.floor(Math.random() * 99)}`),
  { weight: 5, make: keepNote },
  asks(1, 'notes', '/notes', post({ txt: 'misspelt' })),
  asks(2, 'notes', '/favicon.ico'),
  asks(5, 'notes', '/v2/notes'),
  asks(2, 'notes', () => `/v2${known()}`),
  asksWithToken(4, { scope: 'notes/read' }),
  asksWithToken(1, { scope: 'notes/read', expires_in: '-60' }),
  asksWithToken(1, { scope: 'notes/write' }),
  asks(2, 'notes', '/people/me'),
  asks(1, 'notes', '/whoami'),
  asks(3, 'notes', '/keys/me', { headers: { 'x-notes-key': 'let-me-in' } }),
  asks(1, 'notes', '/keys/me', { headers: { 'x-notes-key': 'guessed' } }),
  { weight: 3, make: machine },
  asks(9, 'shop', '/prod/orders'),
  asks(7, 'shop', order),
  asks(3, 'shop', () => `${order()}/items/${oneOf(['a', 'a', 'b', 'z'])}`),
  asks(3, 'shop', '/prod/orders', { ...post({ sku: 'BOLT-8' }), headers: { authorization: 'let-me-in' } }),
  asks(1, 'shop', '/prod/orders', { ...post({ sku: 'BOLT-8' }), headers: { authorization: 'expired' } }),
  asks(2, 'shop', () => `/prod/files/catalogue/${oneOf(['bolts', 'nuts'])}.pdf`),
  asks(2, 'shop', () => `/prod/webhooks/${oneOf(['payments', 'parcels'])}`, post({ state: 'done' })),
  asks(3, 'billing', '/prod/invoices'),
  asks(2, 'billing', () => `/prod/invoices/inv-${2100 + Math.floor(Math.random() * 44)}`),
  asks(1, 'platform-ingest', '/prod/events', post({ event: 'unsigned' })),
  asks(2, 'platform-edge', () => `/${oneOf(['index.html', 'app.js', 'robots.txt'])}`),
  asks(3, 'status', '/health'),
  asks(1, 'status', '/incidents'),
  asks(6, 'bookshop', () => `/live/books?genre=${oneOf(['computing', 'novel'])}`),
  asks(5, 'bookshop', () => `/live/books/${isbn()}`),
  asks(1, 'bookshop', '/live/books'),
  asks(2, 'bookshop', '/live/health'),
  { weight: 2, make: readStock },
  asks(1, 'bookshop', '/live/stock'),
  asks(1, 'bookshop', '/live/orders', post({ isbn: '9780141439518', quantity: 1 })),
  asks(1, 'bookshop', '/live/sales'),
  asks(0.5, 'bookshop', '/live/wishlist'),
  asks(1, 'lab', () => `/slow?ms=${300 + Math.floor(Math.random() * 2_500)}`),
  asks(1, 'lab', () => `/status/${oneOf(['200', '204', '429', '502', '503'])}`),
  asks(0.6, 'lab', '/throws'),
  asks(0.3, 'lab', '/malformed'),
];
