import { describe, expect, it } from 'vitest';
import type { ApiSummary, Owner, Target } from '@/lib/core/api';
import { EMPTY } from './catalogue';
import { byPathThenMethod, treeOf } from './tree-model';
import { marks, type Row, rowsOf, words } from './tree-rows';

const target = (key: string): Target => {
  const [method = '', path = ''] = key === '$default' ? ['ANY', '$default'] : key.split(' ');
  return { id: key, key, method, path, auth: 'none' };
};
const api = (id: string, name: string, owner: Owner): ApiSummary => ({
  kind: 'http',
  id,
  name,
  description: null,
  endpoint: null,
  endpointDisabled: false,
  createdAt: null,
  tags: {},
  owner,
});
const stack = (name: string, root?: string): Owner => ({
  by: 'stack',
  stack: { name, id: `arn:${name}`, ...(root ? { root: { name: root, id: `arn:${root}` } } : {}) },
  tool: null,
});

const catalogue = {
  ...EMPTY,
  apis: new Map(
    [
      api('1', 'orders', { by: 'none' }),
      api('2', 'notes', stack('shop')),
      api('3', 'admin', stack('shop-Inner-AB12', 'shop')),
      api('4', 'zeta', { by: 'unknown' }),
    ].map((one) => [`http/${one.id}`, one]),
  ),
  routes: new Map([
    ['http/1', ['GET /items', 'DELETE /items/{id}'].map(target)],
    ['http/2', ['$default', 'POST /notes', 'GET /notes/{id}', 'GET /notes-old', 'GET /notes'].map(target)],
    ['http/3', []],
  ]),
};
const tree = treeOf(catalogue);
const all = () => true;
const text = (row: Row) =>
  '  '.repeat(row.level - 1) +
  (row.type === 'group'
    ? row.group.label
    : row.type === 'api'
      ? row.node.api.name
      : row.type === 'note'
        ? '-'
        : row.target.key);

describe('the tree', () => {
  it('goes stack, API, route; nested stacks under their root; unknown and no stack last', () => {
    expect(rowsOf(tree, [], all).rows.map(text)).toEqual([
      'shop',
      '  notes',
      '    GET /notes',
      '    POST /notes',
      '    GET /notes/{id}',
      '    GET /notes-old',
      '    $default',
      '  Inner-AB12',
      '    admin',
      '      -',
      'Stack not known yet',
      '  zeta',
      '    -',
      'No stack',
      '  orders',
      '    GET /items',
      '    DELETE /items/{id}',
    ]);
  });

  it('says each line’s place among its siblings, also for lines that are not drawn', () => {
    const { rows, apis, routes } = rowsOf(tree, [], (row) => row.type === 'group');
    expect(rows.map(text)).toEqual([
      'shop',
      '  notes',
      '  Inner-AB12',
      '    admin',
      'Stack not known yet',
      '  zeta',
      'No stack',
      '  orders',
    ]);
    expect(rows[2]).toMatchObject({ level: 2, position: 2, siblings: 2, open: true });
    expect({ apis, routes }).toEqual({ apis: 4, routes: 7 });
    expect(rowsOf(tree, [], () => false)).toMatchObject({ apis: 4, routes: 7, rows: { length: 3 } });
  });

  it('orders the methods of one path and puts ANY behind them', () => {
    const keys = ['ANY /a', 'DELETE /a', 'BREW /a', 'GET /a'].map(target).sort(byPathThenMethod);
    expect(keys.map((one) => one.method)).toEqual(['GET', 'DELETE', 'BREW', 'ANY']);
  });
});

describe('the filter', () => {
  it.each([
    ['a path', '{ID}', ['shop', '  notes', '    GET /notes/{id}', 'No stack', '  orders', '    DELETE /items/{id}']],
    ['method and path', 'del items', ['No stack', '  orders', '    DELETE /items/{id}']],
    ['an API stands for its routes', 'orders', ['No stack', '  orders', '    GET /items', '    DELETE /items/{id}']],
    ['an API and one of its routes', 'orders get', ['No stack', '  orders', '    GET /items']],
    ['a nested stack by its root’s name', 'shop admin', ['shop', '  Inner-AB12', '    admin', '      -']],
    ['nothing', 'no-such', []],
  ])('finds %s', (_, query, expected) => {
    expect(rowsOf(tree, words(query), all).rows.map(text)).toEqual(expected);
  });

  it('marks what it found, merged and never past the end', () => {
    expect(marks('GET /Notes/notes', words('note tes'))).toEqual([
      [5, 10],
      [11, 16],
    ]);
  });
});
