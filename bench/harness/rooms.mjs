// The chat-rooms dialect's words, as the load generator needs them. Nothing else under bench/harness knows them.

/** Guests whose ids and rooms are made by connecting, new ones in every run. What others' coming says is passed over. */
export const guests = [
  '--path', '/ws/bench-{run}-r{room}/bench-{run}-u{user}?username=u{user}', '--ignore-until', '"type":"room_state"',
  '--send', '{"type":"message","content":"{payload}","avatar":null,"username":"u{user}","user_id":"u{user}","timestamp":"2026-01-01T00:00:00.000Z"}',
  '--match', '"content":"',
];
