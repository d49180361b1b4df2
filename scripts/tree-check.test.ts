import { expect, it } from 'vitest';
import { foreignLines } from './tree-check.mjs';

// Put together here, so that the check of the whole tree does not stumble over its own test.
const home = ['', 'home', 'ann', 'projects'].join('/');
const registry = ['https://registry', 'npmjs.org'].join('.');

it.each([
  [`cd ${home}/x`, ['f:1 holds the path of a machine']],
  [`a\n"resolved": "${registry}/a.tgz"`, ['f:2 holds the host of a package registry']],
  [`mkdir('${['', 'tmp', 'x'].join('/')}')`, ['f:1 holds a fixed temporary path']],
  ['see /opt/mine/main here', ['f:1 holds a path of this machine']],
  ['GET /home/{id} and https://example.com/root/x and /roots/', []],
])('%s', (text, found) => {
  expect(foreignLines('f', text, ['/opt/mine/main'])).toEqual(found);
});
