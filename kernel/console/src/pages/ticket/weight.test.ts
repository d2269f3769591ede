import {describe, expect, it} from 'vitest';
import {weigh} from './weight';

const rule = {limit: 280, default_weight: 2, weight_one: [[0, 4351], [8192, 8205], [8208, 8223], [8242, 8247]], url_weight: 23, emoji_weight: 2};
const length = (text: string): number => weigh(text, rule).length;

// The same cases as the kernel's own count, since the officer must see what the server will say.
describe('the count of a reply', () => {
  it.each([
    ['', 0], ['lucknow', 7], ['लखनऊ', 4], ['क्ष', 3], ['警察', 4], ['e\u0301', 1],
    ['https://example.org/a/very/long/path?with=everything', 23], ['see http://a.in now', 31], ['https://a.in/x.', 24], ['(https://a.in/x)', 25],
    ['https://a.in/x। फिर', 28], ['HTTPS://A.IN/x', 23], ['t.co/abc', 23], ['that.co/abc', 11], ['xhttp://a.in', 12], ['क्षhttp://a.in', 26],
    ['😀', 2], ['👩‍👩‍👧‍👦', 2], ['👍🏽', 2], ['🇮🇳', 2], ['❤️', 2], ['1️⃣', 2], ['🏴󠁧󠁢󠁥󠁮󠁧󠁿', 2], ['😀😀', 4],
  ])('of %j is %i', (text, expected) => expect(length(text)).toBe(expected));

  it('counts plainly where the channel has no weights', () => expect(weigh('क😀', {limit: 160}).length).toBe(2));

  it('says where the surplus begins and how many links there are', () => {
    const weight = weigh('ab https://a.in cd', {...rule, limit: 27});
    expect(weight).toEqual({length: 29, links: 1, fits_until: 16});
  });
});
