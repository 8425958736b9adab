using Parlance.Core.Conversations;
using Parlance.Core.Presence;
using Parlance.Dialects.ChatRooms.Wire;

namespace Parlance.Dialects.ChatRooms;

/// <summary>Rooms with the people in them, as this wire shows them.</summary>
internal sealed class RoomViews(ConversationService conversations, IAttendance attendance)
{
    /// <returns>In the order given.</returns>
    public async Task<WireRoom[]> OfAsync(IReadOnlyCollection<Conversation> rooms, Links links, CancellationToken cancellationToken)
    {
        var people = await conversations.PeopleAsync(rooms, WireRoom.MaxUsers, cancellationToken);
        return [.. rooms.Select(room => people.TryGetValue(room.Id, out var found)
            ? WireRoom.Of(room, found.Host, found.Members, attendance.Count(room.Id), links)
            : WireRoom.Of(room, null, [], attendance.Count(room.Id), links))];
    }

    public async Task<WireRoom> OfAsync(Conversation room, Links links, CancellationToken cancellationToken) => (await OfAsync([room], links, cancellationToken))[0];
}
