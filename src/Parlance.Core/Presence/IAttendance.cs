using Parlance.Core.Accounts;

namespace Parlance.Core.Presence;

/// <summary>Who is in which room right now, and who of them broadcasts. Membership is another thing: it lasts, this ends with the last connection.</summary>
/// <remarks>
/// Tells the bus: <see cref="Events.Entered"/> with a person's first connection in a room, <see cref="Events.BroadcastStarted"/>,
/// <see cref="Events.BroadcastStopped"/>, <see cref="Events.Departed"/> with the last (after the end of what they broadcast), and
/// <see cref="Events.AppearanceChanged"/>. Events of one room are in the order in which the snapshots changed. Never waits; safe for concurrent use.
/// </remarks>
public interface IAttendance
{
    /// <summary>One more connection of this person in the room.</summary>
    /// <param name="key">As <see cref="Conversations.Conversation.PublicKey"/>.</param>
    /// <returns>The room as it is now, the newcomer included.</returns>
    RoomSnapshot Enter(ConversationId room, string key, Person who);

    /// <summary>One connection less; balances one <see cref="Enter"/>.</summary>
    void Leave(ConversationId room, UserId user);

    /// <summary>How the person is shown from now on in this room; nothing happens when they are not in it.</summary>
    void Show(ConversationId room, Person who, string? bio, bool avatarOnly);

    /// <returns>False when the person is not in the room, or broadcasts already (then nothing is announced).</returns>
    bool StartBroadcast(ConversationId room, UserId user);

    /// <returns>False when the person did not broadcast there.</returns>
    bool StopBroadcast(ConversationId room, UserId user);

    bool IsIn(ConversationId room, UserId user);

    /// <summary>As they are shown in the room; null when they are not in it.</summary>
    Person? Find(ConversationId room, string userKey);

    /// <summary>People in the room now.</summary>
    int Count(ConversationId room);

    /// <summary>Rooms the person is in now.</summary>
    IReadOnlyList<ConversationId> RoomsOf(UserId user);

    /// <summary>Rooms with somebody in them, and different people in all of them.</summary>
    (int Rooms, int People) Totals();
}

/// <param name="People">Everybody in the room, first come first.</param>
public sealed record RoomSnapshot(IReadOnlyList<Person> People, IReadOnlyList<Broadcast> Broadcasts);

/// <summary>Somebody who shows video in a room.</summary>
public sealed record Broadcast(Person Who, DateTimeOffset StartedAt);
