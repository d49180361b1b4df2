import { expect, test } from 'vitest';
import { fieldsOf, valueAt, withValue } from './form';
import { ModelSet } from './model-set';

const models = new ModelSet([
  {
    name: 'Order',
    schema: JSON.stringify({
      required: ['n'],
      properties: {
        n: { type: 'integer' },
        how: { enum: ['post', 'courier'], description: 'How it travels' },
        list: { type: 'array', items: { type: 'string' } },
        at: { required: ['city'], properties: { city: { type: 'string' }, of: { $ref: '#' } } },
      },
    }),
  },
]);

test('has a field for each plain value, those of objects within included, and ends where a model holds itself', () => {
  const fields = fieldsOf(models, 'Order');
  expect(fields.slice(0, 3)).toEqual([
    { path: ['n'], type: 'integer', required: true, description: null, choices: null },
    { path: ['how'], type: 'string', required: false, description: 'How it travels', choices: ['post', 'courier'] },
    { path: ['at', 'city'], type: 'string', required: true, description: null, choices: null },
  ]);
  expect(fields.length).toBeLessThanOrEqual(40);
  expect(fieldsOf(models, 'Nobody')).toEqual([]);
});

test('changes one place and leaves the others as they are', () => {
  const before = { n: 1, at: { city: 'Leeds', other: [1] }, kept: null };
  expect(valueAt(before, ['at', 'city'])).toBe('Leeds');
  expect(valueAt(before, ['at', 'toString'])).toBeUndefined();
  expect(withValue(before, ['at', 'city'], 'York')).toEqual({ n: 1, at: { city: 'York', other: [1] }, kept: null });
  expect(withValue(before, ['at', 'city'], undefined)).toEqual({ n: 1, at: { other: [1] }, kept: null });
  expect(withValue('nonsense', ['a', 'b'], 2)).toEqual({ a: { b: 2 } });
  expect(before.at.city, 'and never the value itself').toBe('Leeds');
});
