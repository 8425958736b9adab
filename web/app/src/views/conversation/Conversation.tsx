export default function Conversation(_: { id: number }) {
  return null;
}
