/**
 * The time that pages show: the server's, since an office's computer may be wrong, moving on every ten seconds. Nothing else asks the computer for the time.
 */
class Now {
  #offset = 0;
  #shown = $state(Date.now());

  /** The server's time as it was just read. */
  set(instant: string): void {
    const read = Date.parse(instant);
    this.#offset = read - Date.now();
    this.#shown = read;
  }

  /** Right now, not shown. */
  exact(): number {
    return Date.now() + this.#offset;
  }

  /** What pages show; reading it makes a page follow it. */
  get shown(): number {
    return this.#shown;
  }

  tick(): void {
    this.#shown = this.exact();
  }
}

export const now = new Now();
