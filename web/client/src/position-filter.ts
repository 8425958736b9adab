/**
 * The one cursor over all conversations: lets each stored event pass once.
 *
 * One position can stand for two events in a replay (a message that was edited and reacted to since), so events at the cursor itself are told apart by type
 * and thing. A connection that breaks inside a replay may have taken one of the two: the next hello asks for the position again.
 */
export class PositionFilter {
  #cursor: number | undefined;
  #atCursor = new Set<string>();
  #replaying = false;

  constructor(cursor?: number) {
    this.#cursor = cursor;
  }

  get cursor(): number | undefined {
    return this.#cursor;
  }

  get forHello(): number | undefined {
    return this.#replaying && this.#atCursor.size > 0 && this.#cursor ? this.#cursor - 1 : this.#cursor;
  }

  /** False for an event that was given before; true moves the cursor to it. */
  take(type: string, thing: number, position: number): boolean {
    const cursor = this.#cursor ?? -1;
    const key = `${type} ${thing}`;
    if (position < cursor || (position === cursor && this.#atCursor.has(key))) {
      // The state of a conversation one was just added to is as old as its last change. Giving a whole state twice does no harm.
      return type === 'conversation';
    }
    if (position > cursor) this.#moveTo(position);
    this.#atCursor.add(key);
    return true;
  }

  beginReplay(): void {
    this.#replaying = true;
  }

  /** Everything up to `position` was given. */
  complete(position: number): void {
    this.#replaying = false;
    if (position > (this.#cursor ?? -1)) this.#moveTo(position);
  }

  /** One starts anew from `position`, which may lie before the cursor when a server was set back to a backup. */
  restart(position: number): void {
    this.#replaying = false;
    this.#moveTo(position);
  }

  #moveTo(position: number): void {
    this.#cursor = position;
    this.#atCursor.clear();
  }
}
