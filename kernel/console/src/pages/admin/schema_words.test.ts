import {expect, it} from 'vitest';
import {schemaIn} from './schema_words';

const schema = {
  type: 'object',
  properties: {port: {type: 'integer', title: 'Port', description: '1 to 65535', 'x-text': {hi: {title: 'पोर्ट'}}}, list: {type: 'array', items: {type: 'string', title: 'Word', 'x-text': {hi: {title: 'शब्द'}}}}},
};

it('offers the words of what can be chosen', () => {
  const choice = {type: 'string', enum: ['a', 'b'], 'x-text': {hi: {enum: {a: 'क'}}}};
  expect(schemaIn(choice, 'hi')).toEqual({type: 'string', oneOf: [{const: 'a', title: 'क'}, {const: 'b', title: 'b'}]});
  expect(schemaIn(choice, 'en')).toEqual({type: 'string', enum: ['a', 'b']});
});

it('puts a language’s words in place at every depth and takes the keyword away', () => {
  const hindi = schemaIn(schema, 'hi');
  expect(hindi).toEqual({
    type: 'object',
    properties: {port: {type: 'integer', title: 'पोर्ट', description: '1 to 65535'}, list: {type: 'array', items: {type: 'string', title: 'शब्द'}}},
  });
  expect(JSON.stringify(schemaIn(schema, 'en'))).not.toContain('x-text');
});
