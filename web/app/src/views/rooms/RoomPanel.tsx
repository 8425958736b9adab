/** Beside a conversation: who is in it, its invite link, and what host and moderators can change. */
export default function RoomPanel(_: { conversation: number; onClose(): void }) {
  return null;
}
