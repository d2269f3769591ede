/** A piece of a text and whether it is one of the words that led to a decision. */
export interface Piece {
  text: string;
  is_marked: boolean;
}

/** Cuts a text where one of the words stands, longest words first; what is not found changes nothing. */
export function marked(text: string, words: readonly string[]): Piece[] {
  const wanted = [...new Set(words)].filter((word) => word !== '').sort((one, other) => other.length - one.length);
  if (wanted.length === 0) return [{text, is_marked: false}];
  const pattern = new RegExp(`(${wanted.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'giu');
  return text.split(pattern).flatMap((piece, index) => (piece === '' ? [] : [{text: piece, is_marked: index % 2 === 1}]));
}
