import {expect, it} from 'vitest';
import type {ReadyReply} from '../../api/types';
import {filledReply, findReplies} from './ready_reply';

const reply: ReadyReply = {
  id: '1', title: {en: 'Taken up', hi: 'जाँच प्रारंभ'}, text: {en: '{unit} has taken up {docket}. {7*7} {other}', hi: '{unit} द्वारा {docket} पर जाँच प्रारंभ।'},
  variables: ['unit', 'docket'], is_macro: false, purpose: null,
};

it('fills what the reply names and leaves every other brace as it is', () => {
  const variables = {unit: {en: 'Hazratganj', hi: 'हज़रतगंज'}, docket: {en: 'A-1', hi: 'A-1'}, other: {en: 'no', hi: 'no'}};
  expect(filledReply(reply.text.en, reply, variables, 'en')).toBe('Hazratganj has taken up A-1. {7*7} {other}');
  expect(filledReply(reply.text.hi, reply, {}, 'hi')).toBe('{unit} द्वारा {docket} पर जाँच प्रारंभ।');
});

it('is found by words of either language, with or without the dots', () => {
  expect(findReplies([reply], 'जांच')).toHaveLength(1);
  expect(findReplies([reply], 'taken')).toHaveLength(1);
  expect(findReplies([reply], 'closed')).toHaveLength(0);
});
