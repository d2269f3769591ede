import {expect, it} from 'vitest';
import {EventParser} from './event_parser';

it('puts events together however the line cuts them', () => {
  const text = ': beat\n\nid: 7\nevent: ticket\ndata: {"docket":"A"}\n\nevent: presence\ndata: {}\n\n';
  for (let size = 1; size < 9; ++size) {
    const parser = new EventParser();
    const events = [];
    for (let place = 0; place < text.length; place += size) events.push(...parser.take(text.slice(place, place + size)));
    expect(events).toEqual([
      {type: 'ticket', id: '7', data: '{"docket":"A"}'},
      {type: 'presence', id: null, data: '{}'},
    ]);
  }
});

it('keeps an event back until its empty line has come', () => {
  const parser = new EventParser();
  expect(parser.take('id: 1\ndata: a\n')).toEqual([]);
  expect(parser.take('data: b\n\n')).toEqual([{type: 'message', id: '1', data: 'a\nb'}]);
});

it('remembers the id of a block that is no event', () => {
  const parser = new EventParser();
  expect(parser.take('id: 7\n: beat\n\n')).toEqual([]);
  expect(parser.last_id).toBe('7');
  expect(parser.take('event: presence\ndata: {}\n\n')).toEqual([{type: 'presence', id: null, data: '{}'}]);
  expect(parser.last_id).toBe('7');
});
