/** Tells the moderators about a person, a message or the other one of a match. */
export default function ReportDialog(_: { user?: number; message?: number; match?: string; name: string; onClose(): void }) {
  return null;
}
