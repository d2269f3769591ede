import {expect, it} from 'vitest';
import {matches} from './folding';

it('finds a Hindi name with or without its dots', () => {
  expect(matches('हजरतगंज', 'हज़रतगंज')).toBe(true);
  expect(matches('हज़रतगँज', 'हजरतगंज')).toBe(true);
});

it('wants every typed word, in any order and any language', () => {
  expect(matches('cantt lucknow', 'Lucknow Cantt', 'लखनऊ कैंट')).toBe(true);
  expect(matches('कैंट luck', 'Lucknow Cantt', 'लखनऊ कैंट')).toBe(true);
  expect(matches('kanpur cantt', 'Lucknow Cantt')).toBe(false);
});
