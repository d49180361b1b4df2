import { describe, expect, it } from 'vitest';
import { parseRouteKey } from '@/lib/core/path';
import { matchOperations } from './match';
import type { Operation } from './operation';

const routesOf = (...keys: string[]) => keys.map((key) => ({ key, ...parseRouteKey(key) }));

function operationsOf(base: string, ...keys: string[]): Operation[] {
  return keys.map((key) => {
    const { method, path } = parseRouteKey(key);
    const names = [...path.matchAll(/\{(\w+)/g)].map(([, name = '']) => name);
    const parameters = names.map((name) => ({ in: 'path' as const, name, required: true, deprecated: false }));
    return {
      ...{ method, path, bases: base === '' ? [] : [base], summary: null, description: null, deprecated: false },
      ...{ bodies: [] },
      parameters: parameters.map((one) => ({
        ...{ ...one, description: null, type: null, choices: [], preset: null, example: null },
      })),
    };
  });
}

/** `route: operation at template`, for each that a route serves. */
function served(found: ReturnType<typeof matchOperations>): string[] {
  return [...found.byRoute].flatMap(([key, all]) =>
    all.map(({ method, path, template }) => `${key} <- ${method} ${path}${template === null ? '' : ` at ${template}`}`),
  );
}

describe('operations and routes', () => {
  it('meet by the shape of their paths, whatever their parameters are called', () => {
    const found = matchOperations(
      operationsOf(
        '',
        'GET /notes',
        'GET /notes/{noteId}',
        'PUT /notes/{noteId}/',
        'DELETE /notes/{noteId}',
        'GET /other',
      ),
      routesOf('GET /notes', 'GET /notes/{id}', 'ANY /notes/{id}', 'GET /whoami'),
      ['$default'],
    );
    expect(served(found)).toEqual([
      'GET /notes <- GET /notes',
      'GET /notes/{id} <- GET /notes/{noteId}',
      'ANY /notes/{id} <- PUT /notes/{noteId}/',
      'ANY /notes/{id} <- DELETE /notes/{noteId}',
    ]);
    expect(found.byRoute.get('GET /notes/{id}')?.[0]?.parameters).toMatchObject([{ in: 'path', name: 'id' }]);
    expect(found.matched).toBe(4);
    expect(found.unserved).toMatchObject([{ path: '/other' }]);
    expect(found.untold).toMatchObject([{ key: 'GET /whoami' }]);
    expect(found.moved).toBeNull();
  });

  it('that leave more open take the operation at its own path, the closest of them first', () => {
    const found = matchOperations(
      operationsOf(
        '',
        'GET /files/{name}',
        'GET /files/{name}/versions/{n}',
        'POST /pets/mine',
        'GET /else',
        'ANY $default',
      ),
      routesOf('ANY /files/{proxy+}', 'POST /pets/{id}', '$default'),
      [],
    );
    expect(served(found)).toEqual([
      'ANY /files/{proxy+} <- GET /files/{name} at /files/{name}',
      'ANY /files/{proxy+} <- GET /files/{name}/versions/{n} at /files/{name}/versions/{n}',
      'POST /pets/{id} <- POST /pets/mine at /pets/mine',
      '$default <- GET /else at /else',
      '$default <- ANY $default',
    ]);
  });

  it.each<[what: string, base: string, operation: string, route: string, stages: string[], moved: object | null]>([
    ['the server has the path', '/v1', 'GET /notes', 'GET /v1/notes', ['$default'], { by: 'added', path: '/v1' }],
    ['the server names the stage', '/prod', 'GET /notes', 'GET /notes', ['prod'], null],
    ['the stage and more', '/prod/v1', 'GET /notes', 'GET /v1/notes', ['prod'], { by: 'added', path: '/v1' }],
    ['a base path of a domain', '/shop', 'GET /notes', 'GET /notes', ['prod'], null],
    ['a part of it', '/shop/v1', 'GET /notes', 'GET /v1/notes', ['prod'], { by: 'added', path: '/v1' }],
    [
      'the stage stands in the paths',
      '',
      'GET /prod/notes',
      'GET /notes',
      ['dev', 'prod'],
      { by: 'removed', path: '/prod' },
    ],
    ['the root of a server', '/v1', 'GET /', 'GET /v1', [], { by: 'added', path: '/v1' }],
  ])('meet where %s', (_what, ...[base, operation, route, stages, moved]) => {
    const found = matchOperations(operationsOf(base, operation), routesOf(route), stages);
    expect(found.matched).toBe(1);
    expect(found.moved).toEqual(moved);
  });

  it('are taken as the server says where a catch-all takes everything, without the stage', () => {
    const at = (base: string) =>
      served(matchOperations(operationsOf(base, 'GET /notes'), routesOf('$default'), ['prod']));
    expect(at('/prod')).toEqual(['$default <- GET /notes at /notes']);
    expect(at('/v1')).toEqual(['$default <- GET /notes at /v1/notes']);
  });

  it('rather meet a route of their own than a catch-all', () => {
    const found = matchOperations(
      operationsOf('/shop/v1', 'GET /notes', 'GET /else'),
      routesOf('GET /notes', '$default'),
      [],
    );
    expect(served(found)).toEqual(['GET /notes <- GET /notes', '$default <- GET /else at /else']);
  });

  it('keep to a server of their own', () => {
    const operations = [...operationsOf('/v1', 'GET /a', 'GET /b'), ...operationsOf('/admin', 'GET /a')];
    const found = matchOperations(operations, routesOf('GET /v1/a', 'GET /v1/b', 'GET /admin/a'), []);
    expect(served(found)).toHaveLength(3);
  });
});
