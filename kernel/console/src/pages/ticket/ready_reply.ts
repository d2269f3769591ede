import type {ReadyReply, Text} from '../../api/types';
import {matches} from '../../words/folding';

/** The text with its variables' values. Only names that the reply itself lists are replaced; every other brace stays as it was written. */
export function filledReply(text: string, reply: ReadyReply, variables: Record<string, Text>, language: 'en' | 'hi'): string {
  return text.replace(/\{([a-z_]+)\}/g, (whole, name: string) => (reply.variables.includes(name) ? (variables[name]?.[language] ?? whole) : whole));
}

/** Ready replies by what was typed behind the slash, in the order in which they came. */
export function findReplies(replies: readonly ReadyReply[], typed: string): ReadyReply[] {
  return replies.filter((reply) => matches(typed, reply.title.en, reply.title.hi, reply.text.en, reply.text.hi));
}
