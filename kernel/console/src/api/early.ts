/** Answers that were asked for before the program had come, by address. Each is handed out once. */
export const early = new Map<string, Promise<Response>>();
