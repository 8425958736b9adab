using Parlance.Core;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Core.Messages;

namespace Parlance.Dialects.Native.Socket;

/// <summary>What a returning client is sent: the current state of each thing that changed, as the events that say so, in order of position.</summary>
/// <param name="Head">Everything up to this position is in it; live events begin above.</param>
internal sealed record NativeReplay(long Head, string Resume, IReadOnlyList<ConversationEvent> Events)
{
    public const string ReplayWord = "replay";

    public static NativeReplay FromNow(long head) => new(head, "none", []);

    public static NativeReplay Snapshot(long head) => new(head, "snapshot", []);

    public static NativeReplay Empty(long head) => new(head, ReplayWord, []);

    /// <param name="departures">The user's own rows in conversations they are no longer in.</param>
    /// <param name="entered">Conversations the user came into meanwhile.</param>
    public static NativeReplay Of(Changes changes, IReadOnlyList<Member> departures, IReadOnlyList<Conversation> deleted, IReadOnlyList<Conversation> entered)
    {
        var events = new List<(long Position, int Rank, ConversationEvent Event)>();
        foreach (var c in changes.Conversations.Concat(deleted))
            events.Add((c.Position, 0, new ConversationChanged(c)));
        foreach (var c in entered.Where(c => changes.Conversations.All(known => known.Id != c.Id)))
            events.Add((EnteredAt(changes, c.Id), 0, new ConversationChanged(c)));
        foreach (var m in changes.Members.Concat(departures))
            events.Add((m.Position, 1, new MemberChanged(m, By: null)));
        foreach (var m in changes.Posted)
            events.Add((m.Id.Value, 2, new MessagePosted(m)));
        foreach (var m in changes.Revised)
            events.Add((m.Revision, 2, new MessageChanged(m, Kind(m), By: null)));
        foreach (var m in changes.Receipts)
            events.Add((m.ReceiptPosition, 2, new ReceiptMoved(m)));

        events.Sort((a, b) => a.Position != b.Position ? a.Position.CompareTo(b.Position) : a.Rank.CompareTo(b.Rank));
        return new NativeReplay(changes.Head, ReplayWord, [.. events.Select(e => e.Event)]);
    }

    /// <summary>A message both edited and reacted to is replayed as edited: that event holds its reactions too.</summary>
    private static MessageChange Kind(Message m) =>
        m.IsDeleted ? MessageChange.Deleted : m.EditedAt is not null ? MessageChange.Edited : MessageChange.Reacted;

    private static long EnteredAt(Changes changes, ConversationId conversation) =>
        changes.Members.Where(m => m.Conversation == conversation).Min(m => m.Position);
}
