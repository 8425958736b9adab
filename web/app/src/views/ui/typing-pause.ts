/** A key pressed within this time of the last one belongs to the same word. */
export const typingPauseMs = 250;
