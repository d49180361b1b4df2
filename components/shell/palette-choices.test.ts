import { expect, it } from 'vitest';
import type { Target } from '@/lib/core/api';
import { EMPTY } from './catalogue';
import { type Choice, choicesOf } from './palette-choices';
import { treeOf } from './tree-model';

const target = (method: string, path: string): Target => ({
  id: path,
  key: `${method} ${path}`,
  method,
  path,
  auth: 'none',
});
const tree = treeOf({
  ...EMPTY,
  apis: new Map([
    [
      'http/1',
      {
        kind: 'http',
        id: '1',
        name: 'notes',
        description: null,
        endpoint: null,
        endpointDisabled: false,
        createdAt: null,
        tags: {},
        owner: { by: 'none' },
      },
    ],
  ]),
  routes: new Map([['http/1', [target('GET', '/me'), target('GET', '/notes')]]]),
});
const actions = [{ id: 'refresh', label: 'Refresh the notes', run: () => {} }];
const text = (choice: Choice) =>
  choice.type === 'action' ? choice.action.id : choice.type === 'api' ? choice.node.api.name : choice.target.key;

it('offers actions and APIs while nothing is typed', () => {
  expect(choicesOf(tree, actions, []).map(text)).toEqual(['refresh', 'notes']);
});

it('puts the API first, then routes found by their path, then the rest of the API, then actions', () => {
  expect(choicesOf(tree, actions, ['note']).map(text)).toEqual(['notes', 'GET /notes', 'GET /me', 'refresh']);
});

it('does not offer an API for the sake of one of its routes', () => {
  expect(choicesOf(tree, actions, ['/me']).map(text)).toEqual(['GET /me']);
});
