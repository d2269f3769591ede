import type {ReplyLimit} from '../../api/types';

/** How long a text is for a channel, and what in it weighs more than its letters. The same count as kernel/domain/text_length.cpp. */
export interface Weight {
  length: number;
  links: number;
  /** Where the text goes over the limit, as an index into the composed text; its length where it does not. */
  fits_until: number;
}

const kTrailing = /[.,;:!?'"()[\]{}]+$/;
const kLink = /(?:https?:\/\/|t\.co\/)[!-;=?-~]*/iy;
const kElement = '(?:\\p{Emoji}\\uFE0F|\\p{Emoji_Presentation})\\p{Emoji_Modifier}?\\uFE0F?\\u20E3?[\\u{E0020}-\\u{E007F}]*';
const kEmoji = new RegExp(`\\p{RI}\\p{RI}?|${kElement}(?:\\u200D${kElement})*`, 'uy');

function linkAt(text: string, place: number): number {
  if (place > 0 && /[0-9a-z@$#]/i.test(text[place - 1] ?? '')) return 0;
  kLink.lastIndex = place;
  return kLink.exec(text)?.[0].replace(kTrailing, '').length ?? 0;
}

function emojiAt(text: string, place: number): number {
  kEmoji.lastIndex = place;
  return kEmoji.exec(text)?.[0].length ?? 0;
}

function lightness(code_point: number, rule: ReplyLimit): number {
  const is_light = (rule.weight_one ?? []).some(([first = 0, last = 0]) => first <= code_point && code_point <= last);
  return is_light ? 1 : (rule.default_weight ?? 1);
}

export function weigh(given: string, rule: ReplyLimit): Weight {
  const text = given.normalize('NFC');
  const weight: Weight = {length: 0, links: 0, fits_until: text.length};
  for (let place = 0; place < text.length; ) {
    const link = rule.url_weight ? linkAt(text, place) : 0;
    const emoji = link === 0 && rule.emoji_weight ? emojiAt(text, place) : 0;
    const code_point = text.codePointAt(place) ?? 0;
    const size = Math.max(link, emoji, code_point > 0xffff ? 2 : 1);
    weight.length += link > 0 ? (rule.url_weight ?? 0) : emoji > 0 ? (rule.emoji_weight ?? 0) : lightness(code_point, rule);
    if (link > 0) weight.links += 1;
    if (weight.length > rule.limit && weight.fits_until === text.length) weight.fits_until = place;
    place += size;
  }
  return weight;
}
