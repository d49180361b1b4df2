import { expect, it } from 'vitest';
import { nodeComplaint } from './node-version.mjs';

it.each([
  ['20.19.0', true],
  ['20.20.2', true],
  ['24.0.0-nightly', true],
  ['20.9.1', false],
  ['18.20.8', false],
])('Node %s is new enough: %s', (version, enough) => {
  const complaint = nodeComplaint(version, '>=20.19.0');
  if (enough) expect(complaint).toBeNull();
  else expect(complaint).toContain(`needs Node 20.19 or newer, and this is Node ${version}`);
});
