import { bodiesOf, swaggerBodies } from './bodies';
import { ANY_METHOD, CATCH_ALL, objectIn, type Read, textIn } from './document';
import { MOST_OPERATIONS, type OpenApiFile, type Operation } from './operation';
import { parametersOf } from './parameters';
import { References } from './references';
import { basesOf } from './servers';
import { sharedBy } from './shared-schemas';
import { cut } from './texts';
import { formatOf } from './version';

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', ANY_METHOD]);
const MOST_REFERENCES = 20;
/** Far beyond what anybody writes, and shallow enough for everything that goes through a document level by level. */
const MOST_LEVELS = 500;

/** What an OpenAPI document says of requests, or in one sentence why it says nothing. */
export type OpenApiRead = { file: OpenApiFile } | { refused: string };

/** Reads a document of Swagger 2.0 or OpenAPI 3. Whatever it refers to outside of itself is named and left alone. */
export function readOpenApi(value: unknown): OpenApiRead {
  const format = formatOf(value);
  if ('refused' in format) return format;
  if (isDeeper(value, MOST_LEVELS)) return { refused: `This document nests deeper than ${MOST_LEVELS} levels.` };
  const document = objectIn(value);
  const references = new References(document);
  const all = operationsOf(document, references);
  if (all.length === 0) return { refused: `This ${format.name} document has no operations: nothing under paths.` };
  const operations = all.slice(0, MOST_OPERATIONS);
  const schemas = operations.flatMap(({ bodies }) => bodies.map(({ schema }) => schema));
  const shared = sharedBy(schemas, references);
  const info = objectIn(document.info);
  return {
    file: {
      title: cut(textIn(info.title), 200) ?? 'Untitled',
      version: cut(versionText(info.version), 60) ?? '',
      format: format.name,
      ...{ operations, shared, leftOut: all.length - operations.length },
      remote: [...references.remote].slice(0, MOST_REFERENCES),
      broken: [...references.broken].slice(0, MOST_REFERENCES),
    },
  };
}

/** YAML makes a number of 1.0 where somebody forgot the quotes. */
function versionText(version: unknown): string | null {
  return typeof version === 'number' ? String(version) : textIn(version);
}

function operationsOf(document: Read, references: References): Operation[] {
  const swagger = document.swagger !== undefined;
  return Object.entries(objectIn(document.paths)).flatMap(([path, part]) => {
    const item = references.follow(part);
    return Object.entries(item)
      .filter(([method]) => METHODS.has(method))
      .map(([method, operation]): Operation => {
        const one = objectIn(operation);
        return {
          method: method === ANY_METHOD ? 'ANY' : method.toUpperCase(),
          path: plainPath(path),
          bases: basesOf(document, item, one),
          summary: cut(textIn(one.summary) ?? textIn(item.summary), 300),
          description: cut(textIn(one.description) ?? textIn(item.description)),
          deprecated: one.deprecated === true,
          parameters: parametersOf(item, one, references),
          bodies: swagger ? swaggerBodies({ document, item, operation: one }, references) : bodiesOf(one, references),
        };
      });
  });
}

/** Some write a query into a path, to have it twice. */
function plainPath(path: string): string {
  if (path === CATCH_ALL) return '$default';
  const plain = path.replace(/[?#].*$/s, '');
  return plain.startsWith('/') ? plain : `/${plain}`;
}

function isDeeper(value: unknown, most: number): boolean {
  let level: unknown[] = [value];
  const seen = new Set<object>();
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return true;
    level = level.flatMap((part) => {
      if (typeof part !== 'object' || part === null || seen.has(part)) return [];
      seen.add(part);
      return Object.values(part);
    });
  }
  return false;
}
