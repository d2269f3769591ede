import {expect, it} from 'vitest';
import {countFilters, readAddress, writeAddress} from './filter';

it('reads back every filter that it writes', () => {
  const address = {
    filter: {status: ['open' as const, 'in_process' as const], within: 'UPP-LKO', category: ['THEFT'], due: ['over' as const], attention: true, q: 'मोबाइल, चोरी', opened_from: '2026-11-01'},
    order: 'newest' as const,
    view: '17',
  };
  const written = writeAddress(address);
  expect(readAddress(new URL(written, 'http://desk').searchParams, 'UPP-LKO')).toEqual(address);
});

it('shows what is open where nothing is asked for, and ignores what it does not know', () => {
  expect(readAddress(new URLSearchParams('colour=red&attention=maybe'), 'UPP-LKO')).toEqual({filter: {open: true}, order: 'due', view: ''});
  expect(readAddress(new URLSearchParams('lang=hi'), 'UPP-LKO')).toEqual({filter: {open: true, within: 'UPP-LKO'}, order: 'due', view: 'queue'});
});

it('counts only the filters that a person would remove', () => {
  expect(countFilters({open: true, within: 'A'})).toBe(0);
  expect(countFilters({open: true, within: 'A', category: ['X'], q: 'y'})).toBe(2);
});
