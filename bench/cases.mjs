import { a1 } from '#bench/cases/a1-start.mjs';
import { a2 } from '#bench/cases/a2-first-page-scripts.mjs';
import { a3 } from '#bench/cases/a3-usable-page.mjs';
import { b1 } from '#bench/cases/b1-calls.mjs';
import { b2 } from '#bench/cases/b2-large-account.mjs';
import { b3 } from '#bench/cases/b3-small-account.mjs';
import { b4 } from '#bench/cases/b4-clicked-while-busy.mjs';
import { b5 } from '#bench/cases/b5-warm-start.mjs';
import { c2 } from '#bench/cases/c2-signed-request.mjs';
import { c3 } from '#bench/cases/c3-signed-request-far.mjs';
import { c4 } from '#bench/cases/c4-click-to-painted.mjs';
import { d1 } from '#bench/cases/d1-throughput.mjs';
import { e1 } from '#bench/cases/e1-json-10-mb.mjs';
import { e2 } from '#bench/cases/e2-json-50-mb.mjs';
import { f1 } from '#bench/cases/f1-socket-round-trip.mjs';
import { f2 } from '#bench/cases/f2-frames-shown.mjs';
import { f3 } from '#bench/cases/f3-frames-kept.mjs';
import { f4 } from '#bench/cases/f4-a-million-frames.mjs';
import { g1 } from '#bench/cases/g1-log-delay.mjs';
import { g2 } from '#bench/cases/g2-log-events.mjs';
import { g3 } from '#bench/cases/g3-a-million-lines.mjs';
import { g4 } from '#bench/cases/g4-lines-parsed.mjs';
import { h1 } from '#bench/cases/h1-first-completion.mjs';
import { h2 } from '#bench/cases/h2-warm-completion.mjs';
import { i1 } from '#bench/cases/i1-idle-memory.mjs';
import { j1 } from '#bench/cases/j1-typing.mjs';
import { k1 } from '#bench/cases/k1-sign-in.mjs';
import { k2 } from '#bench/cases/k2-token.mjs';
import { k3 } from '#bench/cases/k3-sign-in-scripts.mjs';
import { l1 } from '#bench/cases/l1-graphql-query.mjs';
import { l2 } from '#bench/cases/l2-subscription-events.mjs';
import { l3 } from '#bench/cases/l3-subscription-delay.mjs';
import { m1 } from '#bench/cases/m1-diagnosis.mjs';
import { m2 } from '#bench/cases/m2-diagnosis-by-aws.mjs';

/** Every case there is, in the order in which they run: one line each. */
export const cases = [
  a1,
  a2,
  a3,
  b1,
  b2,
  b3,
  b4,
  b5,
  c2,
  c3,
  c4,
  d1,
  e1,
  e2,
  f1,
  f2,
  f3,
  f4,
  g1,
  g2,
  g3,
  g4,
  h1,
  h2,
  i1,
  j1,
  k1,
  k2,
  k3,
  l1,
  l2,
  l3,
  m1,
  m2,
];
