const letters = {
  a: 'à', b: 'ƀ', c: 'ç', d: 'đ', e: 'é', f: 'ƒ', g: 'ĝ', h: 'ĥ', i: 'ï', j: 'ĵ', k: 'ķ', l: 'ļ', m: 'ɱ', n: 'ñ', o: 'ô', p: 'þ', q: 'ǫ', r: 'ŕ', s: 'š', t: 'ţ',
  u: 'û', v: 'ṽ', w: 'ŵ', x: 'ẋ', y: 'ý', z: 'ž',
};

/** 40 % longer, every letter marked, in brackets; {placeholders} and *emphasis* stay. */
export function pseudoText(text) {
  const marked = text.replace(/\{[a-z_]+\}|[a-z]/g, (piece) => letters[piece] ?? piece);
  return `[${marked}${'~'.repeat(Math.ceil(text.length * 0.4))}]`;
}

export function pseudo(words) {
  const made = (value) => (typeof value === 'string' ? pseudoText(value) : Object.fromEntries(Object.entries(value).map(([form, text]) => [form, pseudoText(text)])));
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, made(value)]));
}
