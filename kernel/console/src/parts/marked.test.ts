import {expect, it} from 'vitest';
import {marked} from './marked';

it('marks each place where a word stands and loses no letter', () => {
  const text = 'Near Hazratganj crossing, Hazratganj (again)';
  const pieces = marked(text, ['hazratganj', 'crossing']);
  expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  expect(pieces.filter((piece) => piece.is_marked).map((piece) => piece.text)).toEqual(['Hazratganj', 'crossing', 'Hazratganj']);
});

it('takes a citizen’s signs for signs', () => {
  expect(marked('a (b) .* c', ['(b)', '.*']).filter((piece) => piece.is_marked)).toHaveLength(2);
});

it('prefers the longer of two words', () => {
  expect(marked('Faizabad road', ['Faizabad', 'Faizabad road'])).toEqual([{text: 'Faizabad road', is_marked: true}]);
});
