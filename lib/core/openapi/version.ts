import { objectIn, type Read, textIn } from './document';

/** What else people have at hand, by what gives it away. */
const STRANGERS: [what: string, is: (document: Read) => boolean][] = [
  ['an AsyncAPI document', ({ asyncapi }) => asyncapi !== undefined],
  ['a Postman collection', ({ info }) => JSON.stringify(objectIn(info)).includes('getpostman')],
  ['a CloudFormation template', ({ Resources }) => Object.keys(objectIn(Resources)).length > 0],
  ['a HAR file', ({ log }) => Array.isArray(objectIn(log).entries)],
  ['a JSON Schema', ({ $schema, openapi }) => textIn($schema) !== null && openapi === undefined],
];

/** Which version of OpenAPI a document is of; or in one sentence that it is of none. */
export function formatOf(value: unknown): { name: string } | { refused: string } {
  const document = objectIn(value);
  const { openapi, swagger } = document;
  const [name, version] = openapi === undefined ? ['Swagger', swagger] : ['OpenAPI', openapi];
  if (typeof version !== 'string' && typeof version !== 'number') return { refused: strangerInWords(document) };
  // YAML makes a number of 2.0 and of 3.1 where somebody forgot the quotes.
  const text = name === 'Swagger' && Number(version) === 2 ? '2.0' : String(version).slice(0, 20);
  const known = name === 'Swagger' ? text === '2.0' : /^3(\.|$)/.test(text);
  return known
    ? { name: `${name} ${text}` }
    : { refused: `This is ${name} ${text}. Signalbox reads OpenAPI 3 and Swagger 2.0.` };
}

function strangerInWords(document: Read): string {
  const what = STRANGERS.find(([, is]) => is(document))?.[0];
  return what
    ? `This is ${what}, not an OpenAPI document.`
    : 'This is no OpenAPI document: it has neither openapi nor swagger at its top.';
}
