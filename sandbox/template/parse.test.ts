import { describe, expect, it } from 'vitest';
import { parseTemplate } from './parse';

const properties = (yaml: string) =>
  parseTemplate(`Resources: { R: { Type: T, Properties: ${yaml} } }`).Resources.R?.Properties;

describe('short tags', () => {
  it.each([
    ['{ v: !Ref A }', { v: { Ref: 'A' } }],
    ['{ v: !GetAtt A.B.C }', { v: { 'Fn::GetAtt': ['A', 'B.C'] } }],
    ['{ v: !GetAtt [A, B] }', { v: { 'Fn::GetAtt': ['A', 'B'] } }],
    ['{ v: !If [C, !Ref A, !Sub "x"] }', { v: { 'Fn::If': ['C', { Ref: 'A' }, { 'Fn::Sub': 'x' }] } }],
    ['{ v: !Base64 {Fn::Sub: x} }', { v: { 'Fn::Base64': { 'Fn::Sub': 'x' } } }],
    ['{ v: !Equals [!Condition A, 1] }', { v: { 'Fn::Equals': [{ Condition: 'A' }, 1] } }],
  ])('%s', (yaml, expected) => {
    expect(properties(yaml)).toEqual(expected);
  });

  it('reads JSON alike', () => {
    expect(properties('{"v":{"Fn::Join":["",["a",{"Ref":"B"}]]}}')).toEqual({
      v: { 'Fn::Join': ['', ['a', { Ref: 'B' }]] },
    });
  });

  it('follows anchors and merge keys, and keeps keys and dates as they are written', () => {
    const template = parseTemplate(`
AWSTemplateFormatVersion: 2010-09-09
Mappings: { Accounts: { 012345678901: { v: 2012-10-17 } } }
Resources:
  A: &base { Type: T, Properties: { x: 1 } }
  B: { <<: *base, Type: U }
`);
    expect(template.Mappings.Accounts).toEqual({ '012345678901': { v: '2012-10-17' } });
    expect(template.Resources.B).toEqual({ Type: 'U', Properties: { x: 1 } });
  });
});

it.each([
  ['', /needs a Resources section/],
  ['[]', /needs a Resources section/],
  ['Resources: { A: {} }', /The resource A has no Type/],
  ['Resources: { A: { Type: T } }\nOutputs: []', /section Outputs is not a mapping/],
  ['Resources: { A: { Type: T }\n', /./],
])('refuses %j', (text, complaint) => {
  expect(() => parseTemplate(text)).toThrow(complaint);
});
