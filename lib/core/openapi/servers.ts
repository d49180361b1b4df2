import { objectIn, type Read, textIn } from './document';
import { listIn } from './parameters';

const MOST = 10;

/** The paths of the servers that count for an operation: its own, else those of its path, else those of the document. */
export function basesOf(document: Read, item: Read, operation: Read): string[] {
  const swagger = textIn(document.basePath);
  if (swagger !== null) return [pathOf(swagger)];
  const servers =
    [operation.servers, item.servers, document.servers].map(listIn).find(({ length }) => length > 0) ?? [];
  const paths = servers.slice(0, MOST).map((server) => pathOf(filled(objectIn(server))));
  return [...new Set(paths)];
}

/** Variables have a default each. */
function filled(server: Read): string {
  const variables = objectIn(server.variables);
  return (textIn(server.url) ?? '').replace(/\{([^{}]+)\}/g, (whole, name: string) => {
    const variable = Object.hasOwn(variables, name) ? objectIn(variables[name]) : {};
    return textIn(variable.default) ?? whole;
  });
}

/** Works for `https://host/v1`, `//host/v1` and `/v1/`. */
function pathOf(url: string): string {
  const path = url
    .replace(/^([a-z][a-z0-9+.-]*:)?\/\/[^/?#]*/i, '')
    .replace(/[?#].*$/s, '')
    .replace(/\/+$/, '');
  return path === '' || path.startsWith('/') ? path : `/${path}`;
}
