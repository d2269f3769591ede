/** How long an answer that came with the page counts as fresh. */
const kFresh = 60_000;

/** Answers that the server wrote into the page, by address. */
const brought = new Map<string, string>();
for (const block of globalThis.document?.querySelectorAll<HTMLScriptElement>('script[data-answer]') ?? []) {
  brought.set(block.dataset['answer'] ?? '', block.text);
  block.remove();
}

/** Whether the page brought an answer that was not handed out yet. */
export function isBrought(address: string): boolean {
  return brought.has(address) && performance.now() < kFresh;
}

/** The answer that the page brought; each is handed out once. */
export function takeBrought(address: string): Response | undefined {
  const text = isBrought(address) ? brought.get(address) : undefined;
  brought.delete(address);
  return text === undefined ? undefined : new Response(text, {headers: {'Content-Type': 'application/json'}});
}
