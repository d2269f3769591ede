/** Folds what people write in several ways: case, the nukta, chandrabindu and anusvara, spaces. For finding, never for showing. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/[\u0300-\u036f\u093c]/g, '').replace(/\u0901/g, '\u0902').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** Whether every word of what was typed stands somewhere in the names. */
export function matches(typed: string, ...names: string[]): boolean {
  const whole = folded(names.join(' '));
  return folded(typed).split(' ').every((word) => whole.includes(word));
}
