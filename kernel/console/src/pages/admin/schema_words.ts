interface Words {
  title?: string;
  description?: string;
  /** The words for the values that can be chosen. */
  enum?: Record<string, string>;
}

/** A schema whose titles and descriptions are in a language: `x-text` beside them holds what is not English. */
export function schemaIn(schema: Record<string, unknown>, language: string): Record<string, unknown> {
  return walk(schema, language) as Record<string, unknown>;
}

function walk(node: unknown, language: string): unknown {
  if (Array.isArray(node)) return node.map((one) => walk(one, language));
  if (typeof node !== 'object' || node === null) return node;
  const {'x-text': texts, ...rest} = node as Record<string, unknown>;
  const words = (texts as Record<string, Words> | undefined)?.[language] ?? {};
  const walked = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, walk(value, language)]));
  if (words.title !== undefined) walked['title'] = words.title;
  if (words.description !== undefined) walked['description'] = words.description;
  if (words.enum !== undefined && Array.isArray(walked['enum'])) {
    walked['oneOf'] = (walked['enum'] as string[]).map((value) => ({const: value, title: words.enum?.[value] ?? value}));
    delete walked['enum'];
  }
  return walked;
}
