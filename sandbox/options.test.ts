import { describe, expect, it } from 'vitest';
import { parseOptions } from './options';

describe('the command line', () => {
  const cases: [line: string, expected: object][] = [
    ['', { port: 4010, region: 'us-east-1', demo: true, templates: [], faults: {}, generate: null, profiles: null }],
    ['--port 0 --region eu-west-1 --no-demo', { port: 0, region: 'eu-west-1', demo: false }],
    ['--throttle', { faults: { throttle: { rate: 10, burst: 40 } } }],
    ['--throttle --no-demo', { faults: { throttle: { rate: 10, burst: 40 } }, demo: false }],
    ['--throttle 2.5:5', { faults: { throttle: { rate: 2.5, burst: 5 } } }],
    [
      '--deny apigateway:GET,cloudformation:* --deny sts:*',
      { faults: { deny: ['apigateway:GET', 'cloudformation:*', 'sts:*'] } },
    ],
    ['--latency 20 --drop 0.5', { faults: { latency: 20, drop: 0.5 } }],
    ['--clock -10 --drop 0.5', { clockMinutes: -10, faults: { drop: 0.5 } }],
    ['--clock 2.5', { clockMinutes: 2.5 }],
    ['--socket-idle 50 --socket-life 1000', { sockets: { idleMs: 50, lifeMs: 1000 } }],
    ['--keep-alive 50', { realtime: { keepAliveMs: 50 } }],
    ['', { delivery: { leastMs: 800, mostMs: 9000 } }],
    ['--log-delay 0', { delivery: { leastMs: 0, mostMs: 0 } }],
    ['--log-delay 5:70', { delivery: { leastMs: 5, mostMs: 70 } }],
    ['--traffic', { traffic: true, demo: true }],
    ['--generate 200:5000', { generate: { apis: 200, routes: 5000 } }],
    [
      '--template a.yaml b.json --template shop=c.yaml',
      { templates: [{ file: 'a.yaml' }, { name: 'shop', file: 'c.yaml' }, { file: 'b.json' }] },
    ],
    ['--stack-tag shop:sst:app=x=y', { stackTags: { shop: { 'sst:app': 'x=y' } } }],
    ['--write-profiles here', { profiles: 'here' }],
  ];
  it.each(cases)('%s', (line, expected) => {
    expect(parseOptions(line.split(' ').filter(Boolean))).toMatchObject(expected);
  });

  it.each([
    '--port x',
    '--traffic --no-demo',
    '--port 70000',
    '--throttle=no',
    '--drop 2',
    '--clock soon',
    '--clock',
    '--latency -1',
    '--log-delay 5:1',
    '--socket-idle 0',
    '--generate 0:5',
    '--nonsense',
    'stray',
    '--stack-tag shop',
  ])('refuses %s', (line) => {
    expect(() => parseOptions(line.split(' '))).toThrow(expect.objectContaining({ name: 'OptionError' }));
  });
});
