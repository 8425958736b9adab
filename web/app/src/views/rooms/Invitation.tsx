export default function Invitation(_: { roomKey: string }) {
  return null;
}
