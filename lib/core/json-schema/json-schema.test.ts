import { describe, expect, test } from 'vitest';
import { misfits } from './check';
import { exampleOf } from './example';
import { ModelSet } from './model-set';

const ref = (name: string) => `https://apigateway.amazonaws.com/restapis/abc/models/${name}`;

function models(schemas: Record<string, unknown>) {
  return new ModelSet(
    Object.entries(schemas).map(([name, schema]) => ({
      name,
      schema: typeof schema === 'string' ? schema : JSON.stringify(schema),
    })),
  );
}

const shop = models({
  Order: {
    $schema: 'http://json-schema.org/draft-04/schema#',
    type: 'object',
    required: ['isbn', 'quantity', 'address'],
    additionalProperties: false,
    properties: {
      isbn: { type: 'string', pattern: '^[0-9]{13}$', example: '9780262510875' },
      quantity: { type: 'integer', minimum: 1, maximum: 20 },
      gift: { type: 'boolean' },
      delivery: { enum: ['post', 'courier'] },
      notes: { type: 'array', items: { $ref: '#/definitions/note' }, maxItems: 2 },
      address: { $ref: ref('Address') },
    },
    definitions: { note: { type: 'string', minLength: 2 } },
  },
  Address: { type: 'object', required: ['city'], properties: { city: { type: 'string' }, lives: { $ref: '#' } } },
  Node: { type: 'object', properties: { name: { type: 'string' }, next: { $ref: ref('Node') } } },
  Loop: { $ref: ref('Loop') },
  Far: { $ref: 'https://evil.example/schema.json' },
  Broken: '{"type": "obj',
  Whole: { allOf: [{ $ref: ref('Address') }, { properties: { at: { type: 'string', format: 'date' } } }] },
});

describe('an example', () => {
  test('has what the model says, by what it says', () => {
    expect(exampleOf(shop, 'Order')).toMatchObject({
      isbn: '9780262510875',
      quantity: 1,
      gift: false,
      delivery: 'post',
      notes: ['string'],
      address: { city: 'string' },
    });
  });

  test('fits its own model', () => {
    expect(misfits(shop, 'Order', exampleOf(shop, 'Order'))).toEqual([]);
    expect(misfits(shop, 'Whole', exampleOf(shop, 'Whole'))).toEqual([]);
  });

  test('of a model that holds itself comes to an end', () => {
    expect(JSON.stringify(exampleOf(shop, 'Node')).length).toBeLessThan(1_000);
    expect(exampleOf(shop, 'Loop')).toEqual({});
  });

  test('is empty where there is no such model, or none that can be read, or one elsewhere', () => {
    for (const name of ['Nobody', 'Broken', 'Far']) expect(exampleOf(shop, name)).toEqual({});
  });
});

test('what only answers have is not in an example of a request, and is not missed', () => {
  const note = models({
    Note: {
      required: ['id', 'text', 'due'],
      properties: {
        id: { type: 'string', readOnly: true },
        text: { type: 'string' },
        due: { type: 'string', nullable: true },
      },
    },
  });
  expect(exampleOf(note, 'Note')).toEqual({ text: 'string', due: 'string' });
  expect(misfits(note, 'Note', { text: '', due: null })).toEqual([]);
  expect(misfits(note, 'Note', { text: null, due: null })).toMatchObject([{ at: 'text' }]);
});

describe('a value', () => {
  const order = { isbn: '9780262510875', quantity: 1, address: { city: 'Leeds' } };
  test.each<[string, object, string, RegExp]>([
    ['a missing member', { ...order, quantity: undefined }, 'quantity', /missing/],
    ['a wrong type', { ...order, quantity: '1' }, 'quantity', /a whole number/],
    ['too little', { ...order, quantity: 0 }, 'quantity', /at least 1/],
    ['too much', { ...order, quantity: 21 }, 'quantity', /at most 20/],
    ['a pattern', { ...order, isbn: '978' }, 'isbn', /match/],
    ['none of the choices', { ...order, delivery: 'pigeon' }, 'delivery', /one of "post"/],
    ['a member of another model', { ...order, address: {} }, 'address.city', /missing/],
    ['a definition of its own', { ...order, notes: ['ok', 'x'] }, 'notes[1]', /at least 2 characters/],
    ['too many', { ...order, notes: ['ab', 'ab', 'ab'] }, 'notes', /at most 2 items/],
    ['a stranger', { ...order, extra: 1 }, 'extra', /no such member/],
  ])('with %s does not fit there', (_, value, at, sentence) => {
    expect(misfits(shop, 'Order', JSON.parse(JSON.stringify(value)))).toEqual([
      { at, sentence: expect.stringMatching(sentence) },
    ]);
  });

  test('that nests as deep as its model is judged to an end', () => {
    let deep: unknown = { name: 1 };
    for (let i = 0; i < 200; i++) deep = { next: deep };
    expect(misfits(shop, 'Node', deep)).toEqual([]);
    expect(misfits(shop, 'Node', { next: { name: 1 } })).toEqual([{ at: 'next.name', sentence: 'It must be text.' }]);
  });
});
